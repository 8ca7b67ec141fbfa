import { enter } from './guard.mjs'

await enter(new URL('./seal-rules.ts', import.meta.url))
