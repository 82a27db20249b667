// The face of the lesson layer: packs, their schema, snippets woven into text, overlay, lint.
export * from './lesson.ts'
export { checkToRun } from './check-to-run.ts'
export { withoutMarkers } from './regions.ts'
export { PackError, type PackFault, type PackPlace } from './pack-error.ts'
export {
  contractApplication,
  contractFolder,
  loadContract,
  type Contract,
  type ContractCase,
  type ContractGroup,
} from './contract.ts'
export { findLesson, lessonStamp, lintCourse, loadCourse, loadExercise, loadLesson } from './course.ts'
export { startDifference } from './start-difference.ts'
export { lintRules, lintSteps, type Finding, type LintRule } from './lint/finding.ts'
export type { LintedProgram, LintTools, TypeProblem } from './lint/program-rules.ts'
export { faultAt, fieldsOf, readJson, shapeFault, textOf, type Fields, type Source } from './file/guard.ts'
export type { JsonNode } from './file/json.ts'
