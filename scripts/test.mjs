import { enter } from './guard.mjs'

await enter(new URL('./test.ts', import.meta.url))
