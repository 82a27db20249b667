// The face of the ui layer: state to Ink view, the painter, and the plain view. Importing it never loads ink.

export * from './plain/index.ts'
export { canDrawScreen, terminalFrom, type Environment, type Terminal } from './paint/terminal.ts'
export { escapeControls } from './text/escape.ts'
export type { Difference } from './views/difference.ts'
export type { ShownHint } from './views/hints.ts'
export type { LessonProgress, MapRow } from './views/map.ts'
