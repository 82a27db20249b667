// The face of the trace layer: raw events to exchanges to lines with roles.
export type * from './trace.ts'
