// The face of the workbook layer: the learner's folder and progress; the session as (state, event) to [state, effects].
export * from './session/index.ts'
