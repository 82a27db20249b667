// The face of the runner layer: starts, watches and stops the learner's program, talks TCP, records raw traces.
export { defaultLimits } from './limits.ts'
export type * from './run.ts'
export { createRunner, type RunnerOptions } from './runner.ts'
export { createStripEngine, type StripEngine } from './strip/engine.ts'
export { followedIn, followTranscript, type Followed } from './follow/follow.ts'
export { positionOf, readSources, type MissingFile, type Sources } from './strip/sources.ts'
export { syntaxFactFrom } from './strip/strip-fault.ts'
