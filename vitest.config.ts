import { defineConfig } from 'vitest/config'
import { longTests } from './tests/long/long-tests.ts'

/** Processes, databases and browsers are real, so a test may take a while; two workers fit two cores. */
export default defineConfig({
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: [
      'tests/planted/**',
      'tests/wine/**',
      'tests/packages/**',
      ...longTests,
      'node_modules/**',
    ],
    globalSetup: ['tests/support/postgres-server.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    allowOnly: false,
    passWithNoTests: false,
  },
})
