import { enter } from './guard.mjs'

await enter(new URL('./bench.ts', import.meta.url))
