import { enter } from './guard.mjs'

await enter(new URL('./package.ts', import.meta.url))
