// The runs of the screen: told of as they go, ended when they are not wanted any more, the next one prepared.

import { describe, expect, test, vi } from 'vitest'
import { createChecker } from '../../../src/cli/screen/checker.ts'
import type { RunReport, RunRequest, Runner } from '../../../src/runner/index.ts'
import type { SessionEvent } from '../../../src/workbook/index.ts'

const report = { verdict: 'passed', checks: [] } as unknown as RunReport

const never = (): Promise<never> => Promise.reject(new Error('nobody asks for this'))

/** A runner whose runs end when told to; `warm` can fail. */
const runnerThat = (run: (request: RunRequest) => Promise<RunReport>, warm = () => Promise.resolve()) => {
  const warmed = vi.fn<() => Promise<void>>(warm)
  const runner = { run, warm: warmed, send: never, close: never } as unknown as Runner
  const events: SessionEvent[] = []
  const fail = vi.fn<(error: unknown) => void>()
  const checker = createChecker({ runner, now: () => 0, dispatch: event => void events.push(event), fail })
  const begin = (): void =>
    checker.run(
      { type: 'run-checks', run: 1, checks: [] },
      { program: { type: 'file', path: '/server.ts', argv: [] }, seed: 1, judge: () => ({ report }) as never },
    )
  return { warmed, events, fail, checker, begin }
}

describe('a run of the screen', () => {
  test('prepares a process for the next save once it is over', async () => {
    const { begin, warmed, events } = runnerThat(() => Promise.resolve(report))
    begin()
    expect(warmed).not.toHaveBeenCalled()
    await vi.waitFor(() => expect(events.map(({ type }) => type)).toEqual(['run-finished']))
    expect(warmed).toHaveBeenCalledTimes(1)
  })

  test('prepares none when it was given up: the run that follows takes what is there', async () => {
    const { begin, checker, warmed, events } = runnerThat(
      ({ signal }) => new Promise(resolve => signal?.addEventListener('abort', () => resolve(report))),
    )
    begin()
    checker.cancel()
    await vi.waitFor(() => expect(events).toHaveLength(1))
    expect(warmed).not.toHaveBeenCalled()
  })

  test('is over also when none can be prepared', async () => {
    const { begin, events, fail } = runnerThat(
      () => Promise.resolve(report),
      () => Promise.reject(new Error('no processes are left')),
    )
    begin()
    await vi.waitFor(() => expect(events).toHaveLength(1))
    expect(fail).not.toHaveBeenCalled()
  })
})
