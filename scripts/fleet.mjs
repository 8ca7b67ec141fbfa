import { enter } from './guard.mjs'

await enter(new URL('./fleet.ts', import.meta.url))
