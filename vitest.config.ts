// How tests run: dist is built once before them, the environment is the same everywhere, and two cores are enough.

import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

/** For all tests, wherever they belong. */
const shared = {
  setupFiles: ['test/setup/environment.ts', 'test/setup/must-assert.ts'],
  // Processes and not threads: tests start children, change folders and listen on ports.
  pool: 'forks' as const,
  testTimeout: 30_000,
  hookTimeout: 60_000,
}
const course = 'test/course/**/*.test.ts'
/** What starts nothing and keeps nothing: the modules of one such file may serve the next, which saves half of their time. */
const pure = 'test/{check,repl,trace,transcript,tsgi,ui,workbook/session}/**/*.test.{ts,tsx}'

/** Many tests wait for a limit to pass: one more than there are cores keeps the cores busy. */
const maxWorkers = Math.min(4, availableParallelism() + 1)

export default defineConfig({
  test: {
    globalSetup: ['test/setup/build-once.ts'],
    reporters: ['default'],
    projects: [
      { test: { ...shared, name: 'pure', include: [pure], isolate: false, maxWorkers } },
      { test: { ...shared, name: 'tests', include: ['test/**/*.test.{ts,tsx}'], exclude: [course, pure], maxWorkers } },
      // After the others, with the machine to itself.
      { test: { ...shared, name: 'course', include: [course], maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
})
