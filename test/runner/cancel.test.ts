// A run that is given up: it ends at once, whatever is under way, says so, and leaves nothing.

import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'

import type { Program, RunProgress, RunReport } from '../../src/runner/index.ts'
import { answering, bodyIn, checkOf, fileProgram, pidsLeftBy, runOne, temporaryFolder } from './support/runner.ts'
import { testRunner, workbookWith } from './support/runner.ts'

/** Limits that would not pass during a test. */
const patient = { startMs: 60_000, firstByteMs: 60_000, exchangeMs: 60_000, blockedMs: 60_000 }

const silent = (): Program => fileProgram(workbookWith(['stays-silent']), 'stays-silent')
const never = (): Program => fileProgram(workbookWith(['never-listens']), 'never-listens')
const looping = (): Program => fileProgram(workbookWith(['blocks-in-handler']), 'blocks-in-handler')
const command = (): Program => ({ type: 'command', command: 'sleep 1000', directory: temporaryFolder() })

type Moment = {
  readonly claim: string
  readonly program: () => Program
  /** What begins the time after which it is given up; the run itself when nothing else does. */
  readonly after: RunProgress['type'] | undefined
  readonly ms: number
}

const moments: readonly Moment[] = [
  { claim: 'while a file starts', program: never, after: undefined, ms: 200 },
  { claim: 'while a command starts', program: command, after: undefined, ms: 50 },
  { claim: 'as soon as it listens', program: silent, after: 'listening', ms: 0 },
  { claim: 'while a server is silent', program: silent, after: 'listening', ms: 50 },
  { claim: 'while a server is in a loop', program: looping, after: 'listening', ms: 50 },
]

describe('a run that is given up ends, and leaves nothing', () => {
  test.for(moments)('$claim', async ({ program, after, ms }) => {
    const { runner, tokenPrefix } = testRunner()
    const control = new AbortController()
    const later = (): void => void setTimeout(() => control.abort(), ms)
    if (after === undefined) later()
    const report = await runOne(runner, program(), {
      limits: patient,
      signal: control.signal,
      onProgress: progress => (progress.type === after ? later() : undefined),
    })
    expect(cancelled(report)).toEqual({ verdict: 'cancelled', error: undefined, checks: ['not-run'] })
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('before it began', async () => {
    const { runner, tokenPrefix } = testRunner()
    const report = await runOne(runner, silent(), { signal: AbortSignal.abort() })
    expect(cancelled(report)).toEqual({ verdict: 'cancelled', error: undefined, checks: ['not-run'] })
    await runner.close()
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('in the middle of many checks: what was found is kept, the rest was not run', async () => {
    const { runner, tokenPrefix } = testRunner()
    const control = new AbortController()
    const text = answering("''").replace('(chunk: Buffer) =>', "(chunk: Buffer) => chunk.includes('slow') ||")
    const quick = '#!replay: as-written\n> GET /quick HTTP/1.1\n>\n< HTTP/1.1 200 OK\n'
    const report = await runner.run({
      program: fileProgram(workbookWith([], { 'server.ts': text }), 'server'),
      checks: [checkOf(quick, { id: 'quick' }), checkOf(quick.replace('quick', 'slow'), { id: 'slow' })],
      seed: 1,
      limits: patient,
      signal: control.signal,
      onProgress: progress => {
        if (progress.type === 'check-started' && progress.id === 'slow') setTimeout(() => control.abort(), 30)
      },
    })
    expect(cancelled(report)).toEqual({ verdict: 'cancelled', error: undefined, checks: ['passed', 'not-run'] })
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })

  test('after it ended: nothing changes', async () => {
    const control = new AbortController()
    const report = await runOne(testRunner().runner, fileProgram(workbookWith(['echo']), 'echo'), {
      signal: control.signal,
    })
    control.abort()
    expect(report.verdict).toBe('passed')
  })

  test('or after it ended, nothing of a run is left on the signal: one may be for many runs', async () => {
    const control = new AbortController()
    const { runner } = testRunner()
    const echo = fileProgram(workbookWith(['echo']), 'echo')
    await runOne(runner, echo, { signal: control.signal })
    expect(getEventListeners(control.signal, 'abort')).toEqual([])
    const givenUp = runOne(runner, silent(), { limits: patient, signal: control.signal })
    expect(getEventListeners(control.signal, 'abort')).not.toEqual([])
    control.abort()
    await givenUp
    expect(getEventListeners(control.signal, 'abort')).toEqual([])
  })

  test('closing the runner in the middle ends its programs', async () => {
    const { runner, tokenPrefix } = testRunner()
    let closing: Promise<void> | undefined
    const report = await runOne(runner, silent(), {
      limits: { ...patient, stopMs: 100 },
      onProgress: ({ type }) => {
        if (type === 'listening') closing = runner.close()
      },
    })
    await closing
    expect(report.verdict).not.toBe('passed')
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })
})

describe('the next run begins anew', () => {
  const server = (answer: string): Readonly<Record<string, string>> => ({ 'server.ts': answering(answer) })

  test('a run given up and the next one do not disturb each other', async () => {
    const { runner, tokenPrefix } = testRunner()
    const control = new AbortController()
    const first = runOne(runner, silent(), { limits: patient, signal: control.signal })
    const second = runOne(runner, fileProgram(workbookWith([], server("'second'")), 'server'))
    control.abort()
    const reports = await Promise.all([first, second])
    expect(reports.map(report => report.verdict)).toEqual(['cancelled', 'passed'])
    expect(bodyIn(reports[1]!)).toBe('second')
    await runner.close()
    expect(pidsLeftBy(tokenPrefix)).toEqual([])
  })
})

function cancelled(report: RunReport): unknown {
  return { verdict: report.verdict, error: report.error, checks: report.checks.map(check => check.verdict.type) }
}
