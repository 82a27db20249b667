// The face of the cli layer: argv, wiring, effects, exit codes.
export { main } from './main.ts'
