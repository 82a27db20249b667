// How tests run: dist is built once before them, the environment is the same everywhere, and two cores are enough.

import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/setup/build-once.ts'],
    setupFiles: ['test/setup/environment.ts', 'test/setup/must-assert.ts'],
    // Processes and not threads: tests start children, change folders and listen on ports.
    pool: 'forks',
    maxWorkers: Math.max(2, Math.min(4, availableParallelism())),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default'],
  },
})
