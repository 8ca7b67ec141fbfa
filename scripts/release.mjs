import { enter } from './guard.mjs'

await enter(new URL('./release.ts', import.meta.url))
