import { enter } from './guard.mjs'

await enter(new URL('./check.ts', import.meta.url))
