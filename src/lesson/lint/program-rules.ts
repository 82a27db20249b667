// Rules that run programs: starts fail, solutions pass, attempts fail as they say. How to run is given.

import type { Argument, CheckResult, CheckToRun, RunReport } from '../../runner/index.ts'
import type { Attempt, LessonCheck } from '../lesson.ts'
import { over, overlay } from '../overlay.ts'
import { appsFolderOf, filesBelow, fixturePathOf, lessonFolderOf, type Files } from '../pack.ts'
import type { Finding } from './finding.ts'
import { lessonFilePath, type LessonInPack } from './lesson-in-pack.ts'

/** A fault of types; `path` is a file of the program. */
export type TypeProblem = { readonly path: string; readonly line: number; readonly message: string }

/** A whole program, file name to content, and what it is started with unless a check says otherwise. */
export type LintedProgram = { readonly files: Files; readonly argv: readonly Argument[] }

/** What the lint asks others to do. */
export type LintTools = {
  /**
   * Runs the checks, with all replays, against `server.ts` of this program. All programs are asked for at once: how many
   * run side by side is for whoever runs them to say. Absent: no program is run.
   */
  readonly run?: (program: LintedProgram, checks: readonly CheckToRun[]) => Promise<RunReport>
  /** Absent: types are not looked at. */
  readonly typeCheck?: (files: Files) => Promise<readonly TypeProblem[]>
}

/** `earlier` are the lessons before this one, in order. */
export const lintPrograms = async (
  lesson: LessonInPack,
  earlier: readonly LessonInPack[],
  tools: LintTools,
): Promise<readonly Finding[]> => {
  const findings = [...(await typeFindings(lesson, earlier, tools))]
  const { run } = tools
  if (run === undefined) return findings
  const { start, solution, checks, attempts, argv } = lesson.exercise
  const [started, finished, ...tried] = await Promise.all([
    run({ files: start, argv }, checks),
    run({ files: solution, argv }, [...checks, ...stillHolding(lesson, earlier)]),
    ...attempts.map(attempt => run({ files: attempt.files, argv }, upTo(attempt.check, checks))),
  ])
  findings.push(...startFindings(lesson, started), ...solutionFindings(lesson, finished))
  findings.push(...attempts.flatMap((attempt, index) => attemptFindings(lesson, attempt, tried[index]!)))
  const reports = [started, ...tried]
  // What a program that could not be run would have failed, nobody knows.
  if (reports.some(({ verdict }) => verdict === 'error')) return findings
  return [...findings, ...neverFailed(lesson, await passedByAll(lesson, reports, run))]
}

/** An attempt says nothing of the checks after its own. */
const upTo = (id: string, checks: readonly LessonCheck[]): readonly LessonCheck[] => {
  const at = checks.findIndex(check => check.id === id)
  return at < 0 ? checks : checks.slice(0, at + 1)
}

/** The checks that nothing fails: not in these reports, and no attempt when it is asked for them. */
const passedByAll = async (
  { exercise }: LessonInPack,
  reports: readonly RunReport[],
  run: NonNullable<LintTools['run']>,
): Promise<readonly LessonCheck[]> => {
  const { checks, attempts, argv } = exercise
  const failed = new Set(reports.flatMap(report => [...failedIds(report)]))
  // The cases of the contract have servers of their own that fail them.
  let left = checks.filter(({ id, runs }) => !failed.has(id) && runs !== 'last')
  for (const { files } of attempts) {
    if (left.length === 0) break
    const now = failedIds(await run({ files, argv }, left))
    left = left.filter(({ id }) => !now.has(id))
  }
  return left
}

const typeFindings = async (
  lesson: LessonInPack,
  earlier: readonly LessonInPack[],
  { typeCheck }: LintTools,
): Promise<readonly Finding[]> => {
  if (typeCheck === undefined) return []
  const problems = await typeCheck(solutionAsWritten(lesson, earlier))
  return problems.map(({ path, line, message }) => ({
    path: pathInPack([...earlier, lesson], path),
    line,
    rule: 'solution-types',
    message,
  }))
}

/** With its applications, as learners have them; and with its markers, so that lines are those of the files. */
const solutionAsWritten = (lesson: LessonInPack, earlier: readonly LessonInPack[]): Files => {
  const { solution } = overlay(
    [...earlier, lesson].map(({ pack, entry }) => ({
      start: filesBelow(pack, `${lessonFolderOf(entry.slug)}/start`),
      solution: filesBelow(pack, `${lessonFolderOf(entry.slug)}/solution`),
    })),
  )
  return over(filesBelow(lesson.pack, appsFolderOf(lesson.entry.slug)), solution)
}

/** The uppermost file of this name, as the overlay has it; or the last lesson's application. */
const pathInPack = (lessons: readonly LessonInPack[], name: string): string => {
  const last = lessons.at(-1)
  const app = last === undefined ? undefined : `${appsFolderOf(last.entry.slug)}/${name}`
  if (app !== undefined && last?.pack.files.has(app) === true) return app
  const places = lessons.flatMap(({ entry }) =>
    ['start', 'solution'].map(state => `${lessonFolderOf(entry.slug)}/${state}/${name}`),
  )
  return places.findLast(path => lessons.some(({ pack }) => pack.files.has(path))) ?? name
}

/**
 * The checks of earlier lessons that no `until` has ended, under names that cannot meet those of this lesson. They keep
 * the application of their lesson; those of a lesson without one are answered by whatever this lesson starts.
 */
const stillHolding = (lesson: LessonInPack, earlier: readonly LessonInPack[]): readonly CheckToRun[] =>
  earlier.flatMap(({ entry, exercise }) => {
    const holding = exercise.checks.filter(check => holdsIn(lesson, check))
    const ids = new Set(holding.map(check => check.id))
    const ofLesson = exercise.argv.length === 0 ? {} : { argv: exercise.argv }
    return holding.map(check => ({
      ...ofLesson,
      ...check,
      id: `${entry.slug}/${check.id}`,
      needs: check.needs.filter(need => ids.has(need)).map(need => `${entry.slug}/${need}`),
    }))
  })

const holdsIn = ({ slugs }: LessonInPack, { until }: LessonCheck): boolean =>
  until === undefined || !slugs.includes(until)

const failedIds = (report: RunReport): Set<string> =>
  new Set(report.checks.filter(({ verdict }) => verdict.type === 'failed').map(({ id }) => id))

const startFindings = (lesson: LessonInPack, report: RunReport): readonly Finding[] => {
  const path = `${lessonFolderOf(lesson.entry.slug)}/start/server.ts`
  if (report.verdict === 'error') return [couldNotRun(path, report)]
  if (failedIds(report).size > 0) return []
  const message = 'the start passes every check: there is nothing left to do. Take something out of it, or add a check.'
  return [{ path, line: undefined, rule: 'start-fails', message }]
}

const couldNotRun = (path: string, report: RunReport): Finding => ({
  path,
  line: undefined,
  rule: 'run',
  message: `the program could not be run: ${report.error ?? report.verdict}`,
})

const solutionFindings = (lesson: LessonInPack, report: RunReport): readonly Finding[] => {
  const path = `${lessonFolderOf(lesson.entry.slug)}/solution/server.ts`
  if (report.verdict === 'error') return [couldNotRun(path, report)]
  return report.checks
    .filter(({ verdict }) => verdict.type === 'failed')
    .map(result => ({ path, line: undefined, rule: 'solution-passes', message: `fails ${described(result)}` }))
}

const described = ({ id, verdict, replay }: CheckResult): string => {
  const code = verdict.type === 'failed' ? verdict.diagnosis.code : verdict.type
  return `${id} with ${code}${replay === undefined ? '' : `, ${replay.name}`}`
}

const attemptFindings = (lesson: LessonInPack, attempt: Attempt, report: RunReport): readonly Finding[] => {
  const path = `${lessonFolderOf(lesson.entry.slug)}/attempts/${attempt.name}/attempt.json`
  if (report.verdict === 'error') return [couldNotRun(path, report)]
  const at = report.checks.findIndex(({ id }) => id === attempt.check)
  const before = report.checks.slice(0, at).filter(({ verdict }) => verdict.type !== 'passed')
  const [first] = before
  const named = report.checks[at]
  const finding = (message: string): Finding => ({ path, line: undefined, rule: 'attempt-fails', message })
  return [
    ...(first === undefined ? [] : [finding(`does not pass what comes before ${attempt.check}: ${described(first)}`)]),
    ...(named === undefined || failsAsSaid(named, attempt.code)
      ? []
      : [finding(`should fail ${attempt.check} with ${attempt.code}, and this is what comes: ${described(named)}`)]),
  ]
}

const failsAsSaid = ({ verdict }: CheckResult, code: string): boolean =>
  verdict.type === 'failed' && verdict.diagnosis.code === code

const neverFailed = (lesson: LessonInPack, checks: readonly LessonCheck[]): readonly Finding[] =>
  checks.map(({ id, fixture }) => ({
    path: fixturePathOf(lesson.entry.slug, fixture),
    line: undefined,
    rule: 'check-can-fail',
    message: `neither the start nor an attempt fails ${id}. Add an attempt to ${lessonFilePath(lesson)}'s folder, or take the check away.`,
  }))
