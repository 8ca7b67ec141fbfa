import { enter } from './guard.mjs'

await enter(new URL('./demo.ts', import.meta.url))
