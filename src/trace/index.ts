// The face of the trace layer: raw events to exchanges to lines with roles.
export * from './conversations.ts'
export * from './dissect.ts'
export type * from './exchanges.ts'
export * from './follow.ts'
export type * from './line.ts'
export * from './message.ts'
export * from './signatures.ts'
export type * from './trace.ts'
