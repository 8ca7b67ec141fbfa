import { enter } from './guard.mjs'

await enter(new URL('./schema.ts', import.meta.url))
