import { enter } from './guard.mjs'

await enter(new URL('./catalogue.ts', import.meta.url))
