#!/usr/bin/env node
import { enter } from '../scripts/guard.mjs'

await enter(new URL('./main.ts', import.meta.url))
