// Runs one small program against lesson 1 with the real runner, and measures how soon the verdict came.

import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { afterAll, beforeAll } from 'vitest'
import {
  createRunner,
  type Argument,
  type CheckResult,
  type CheckToRun,
  type Program,
  type Runner,
  type RunReport,
  type RunRequest,
} from '../../src/runner/index.ts'
import { lessonOneChecks } from './lesson-one.ts'

const root = join(import.meta.dirname, '../..')
export const programs = join(root, 'test/programs')

export type Judged = {
  readonly report: RunReport
  /** The checks that failed, in the order of the lesson. */
  readonly failed: readonly CheckResult[]
  /** From the start of the run to the first failed verdict. */
  readonly firstFailureMs: number | undefined
}

export type Bench = {
  /** By the checks of lesson 1, or others. */
  judge(program: Program, checks?: readonly CheckToRun[], more?: Pick<RunRequest, 'hasPassedBefore'>): Promise<Judged>
  /** How much slower than usual this machine is now: 1, or more. */
  slowness(): number
}

/** What a correct server takes on a machine with nothing else to do, with room to spare. */
const usualMs = 300

/** One runner for a file of tests; its processes are gone when the file is done. */
export function useRunner(): Bench {
  const state: { runner?: Runner; folder?: string; slowness?: number } = {}
  beforeAll(async () => {
    state.folder = mkdtempSync(join(tmpdir(), 'tsgi-diagnosis-'))
    state.runner = createRunner({
      bootFile: join(root, 'dist/boot.cjs'),
      stripFile: join(root, 'dist/strip.cjs'),
      stateDirectory: state.folder,
      now: () => performance.now(),
      clock: () => Date.now(),
      environment: process.env,
      nodePath: process.execPath,
      newToken: randomUUID,
    })
    await state.runner.warm()
    const { report } = await judgeWith(state.runner, programAt('correct/events.ts'))
    state.slowness = Math.max(1, (report.durationMs - report.pausedMs) / usualMs)
  })
  afterAll(async () => {
    await state.runner?.close()
    if (state.folder !== undefined) rmSync(state.folder, { recursive: true, force: true })
  })
  return {
    judge: (program, checks, more) => judgeWith(state.runner!, program, checks, more),
    slowness: () => state.slowness ?? 1,
  }
}

/** Python takes long to start on a machine with many other things to do, and what is proved is something else. */
const anInterpreterStartsMs = 10_000

async function judgeWith(
  runner: Runner,
  program: Program,
  asked?: readonly CheckToRun[],
  more: Pick<RunRequest, 'hasPassedBefore'> = {},
): Promise<Judged> {
  const checks = asked ?? (await lessonOneChecks())
  await runner.warm()
  const startedAt = performance.now()
  let firstFailureMs: number | undefined
  const report = await runner.run({
    program,
    checks,
    seed: 1,
    ...more,
    ...(program.type === 'command' ? { limits: { startMs: anInterpreterStartsMs } } : {}),
    onProgress: progress => {
      if (progress.type !== 'check-finished' || progress.result.verdict.type !== 'failed') return
      firstFailureMs ??= performance.now() - startedAt
    },
  })
  return { report, failed: report.checks.filter(check => check.verdict.type === 'failed'), firstFailureMs }
}

/** A program of test/programs, as the learner's file or, in Python, as a command. `argv`: what the file is started with. */
export function programAt(path: string, argv: readonly Argument[] = []): Program {
  if (!path.endsWith('.py')) return { type: 'file', path: join(programs, path), argv }
  return { type: 'command', command: `python3 ${path} {port}`, directory: programs }
}

/** The 1-based number of the one line of a program that holds `part`. */
export function lineHolding(path: string, part: string): number {
  const lines = readFileSync(join(programs, path), 'utf8').split('\n')
  const found = lines.flatMap((line, index) => (line.includes(part) ? [index + 1] : []))
  if (found.length !== 1) throw new Error(`${path} has ${found.length} lines with ${part}, not one`)
  return found[0]!
}
