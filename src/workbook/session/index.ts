// The face of the session: its state, what can happen to it, what it asks for, and which keys work.

export * from './bindings.ts'
export * from './check-rows.ts'
export * from './event.ts'
export * from './key.ts'
export { topOf } from './moving.ts'
export * from './reading.ts'
export * from './state.ts'
export * from './update.ts'
