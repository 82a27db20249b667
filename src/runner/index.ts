// The face of the runner layer: starts, watches and stops the learner's program, talks TCP, records raw traces.
export type * from './run.ts'
