import { enter } from './guard.mjs'

await enter(new URL('./device-checks.ts', import.meta.url))
