import { defineConfig } from 'vitest/config'

/**
 * Builds all packages, twice, and installs them on this machine, for CI: it takes minutes, root, and Debian's packages.
 * `npm test -- --config tests/packages/vitest.config.ts`
 */
export default defineConfig({
  test: {
    include: ['tests/packages/**/*.test.ts'],
    globalSetup: ['tests/packages/builds.ts'],
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 300_000,
    allowOnly: false,
    passWithNoTests: false,
  },
})
