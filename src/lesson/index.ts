// The face of the lesson layer: packs, their schema, snippets woven into text, overlay, lint.
export type * from './lesson.ts'
