// The face of the runner layer: starts, watches and stops the learner's program, talks TCP, records raw traces.
export { defaultLimits } from './limits.ts'
export type * from './run.ts'
export { createRunner, type RunnerOptions } from './runner.ts'
