import { defineConfig } from 'vitest/config'

/**
 * The agent for Windows under wine, for CI: it takes 40 MB from npm and 650 MB of Debian packages.
 * `npm test -- --config tests/wine/vitest.config.ts`
 */
export default defineConfig({
  test: {
    include: ['tests/wine/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 180_000,
    hookTimeout: 240_000,
    allowOnly: false,
    passWithNoTests: false,
  },
})
