import { enter } from './guard.mjs'

await enter(new URL('./start.ts', import.meta.url))
