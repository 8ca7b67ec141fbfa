import { defineConfig } from 'vitest/config'
import usual from '../../vitest.config.ts'
import { longTests } from './long-tests.ts'

/** The long tests: `npm test -- --config tests/long/vitest.config.ts`. Journeys wait a third of their time. */
export default defineConfig({
  test: {
    ...usual.test,
    include: longTests,
    exclude: ['node_modules/**'],
    maxWorkers: 3,
    testTimeout: 60_000,
  },
})
