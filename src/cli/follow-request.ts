// Follows one request through a program: with an application that tells from where it was reached, or, in lessons that have
// none yet, by the trace of a check that passed.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkToRun, type Exercise } from '../lesson/index.ts'
import { followedIn, followTranscript, type Program, type Runner, type RunReport } from '../runner/index.ts'
import type { Trace } from '../trace/index.ts'
import { asksProgramAlone } from '../transcript/index.ts'
import { requestPathOf, type RequestPath } from '../workbook/index.ts'

export type FollowOptions = {
  readonly runner: Runner
  readonly packageFolder: string
  readonly lesson: Pick<Exercise, 'argv' | 'checks'>
  readonly program: Program
  /** The learner's files, absolute, the program first. */
  readonly files: readonly string[]
  /** A run that has passed just now; without one, a check is run. */
  readonly report: RunReport | undefined
  readonly signal?: AbortSignal
}

/** undefined when the program is no file of the learner's, or does not answer. */
export const followRequest = async (options: FollowOptions): Promise<RequestPath | undefined> => {
  const { program, lesson } = options
  if (program.type !== 'file') return undefined
  const files = new Map(options.files.map(path => [path, readFileSync(path, 'utf8')]))
  if (lesson.argv.length === 0) {
    const trace = await plainTrace(options)
    return trace && requestPathOf({ trace, followed: undefined, files })
  }
  const argv = [{ path: join(options.packageFolder, 'dist', 'follow.mjs'), name: 'application' }]
  const check = { id: 'followed', title: 'One request is followed', transcript: followTranscript(), needs: [], argv }
  const trace = passedTrace(await runOf(options, [check]))
  const followed = trace && followedIn(trace)
  return trace && followed && requestPathOf({ trace, followed, files })
}

/** Of the first check that connects. */
const plainTrace = async (options: FollowOptions): Promise<Trace | undefined> => {
  const first = options.lesson.checks.find(({ transcript }) => !asksProgramAlone(transcript))
  if (first === undefined) return undefined
  const { report } = options
  return passedTrace(report ?? (await runOf(options, [{ ...checkToRun(first), needs: [] }])), first.id)
}

const runOf = ({ runner, program, signal }: FollowOptions, checks: Parameters<Runner['run']>[0]['checks']) =>
  runner.run({ program, checks, seed: 1, ...(signal === undefined ? {} : { signal }) })

const passedTrace = ({ checks }: RunReport, id = checks[0]?.id): Trace | undefined =>
  checks.find(result => result.id === id && result.verdict.type === 'passed')?.trace
