// The way into the judge for the rest of the layer.
export { judge } from './judge.ts'
