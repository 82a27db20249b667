// The face of the transcript layer: text to exchange and back, segmentations, import and export.
export type * from './transcript.ts'
