// The face of the check layer: (expectation, trace) to verdict, verdict to explanation.
export * from './diagnosis.ts'
export * from './gateway-diagnosis.ts'
export * from './judge/index.ts'
export { verdictOfProgram } from './program.ts'
export type * from './verdict.ts'
export * from './explain.ts'
export { diagnosisPages, pageOf, type Correction, type DiagnosisPage, type Example } from './pages/page.ts'
