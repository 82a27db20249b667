// The face of the workbook layer: the learner's folder and progress; the session as (state, event) to [state, effects].
export * from './session/index.ts'
export { FileProblem } from './files.ts'
export * from './from-mine.ts'
export * from './lesson-folder.ts'
export * from './progress.ts'
export * from './request-path.ts'
export * from './progress-file.ts'
export * from './workbook.ts'
