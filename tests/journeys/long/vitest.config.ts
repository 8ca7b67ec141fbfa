import { defineConfig } from 'vitest/config'

/**
 * Journeys that walk through whole screens in every look, for CI: they would make `npm test` longer than ten minutes.
 * `npm test -- --config tests/journeys/long/vitest.config.ts`
 */
export default defineConfig({
  test: {
    include: ['tests/journeys/long/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    allowOnly: false,
    passWithNoTests: false,
  },
})
