import { enter } from './guard.mjs'

await enter(new URL('./build.ts', import.meta.url))
