// Runs the checks when the session asks for it, tells it how they go, and ends a run that is not wanted any more.

import type { Limits, Program, Runner, RunReport } from '../../runner/index.ts'
import type { Effect, Judged, SessionEvent } from '../../workbook/index.ts'

export type Checker = {
  readonly run: (effect: Extract<Effect, { type: 'run-checks' }>, subject: Subject) => void
  readonly cancel: () => void
}

export type Subject = {
  readonly program: Program
  readonly seed: number
  readonly limits?: Partial<Limits>
  readonly judge: (report: RunReport) => Judged
}

export type CheckerParts = {
  readonly runner: Runner
  readonly now: () => number
  readonly dispatch: (event: SessionEvent) => void
  readonly fail: (error: unknown) => void
}

/** How often a run that takes long says so. */
const tickMs = 500

export const createChecker = (parts: CheckerParts): Checker => {
  let current: AbortController | undefined
  let hasPassedBefore = false
  const remember = ({ verdict }: RunReport): void => {
    if (verdict !== 'cancelled') hasPassedBefore = verdict === 'passed'
  }
  return {
    run: (effect, subject) => {
      current = new AbortController()
      follow(effect, { ...subject, hasPassedBefore }, current.signal, { ...parts, remember }).catch(parts.fail)
    },
    cancel: () => current?.abort(),
  }
}

const follow = async (
  { run, checks }: Extract<Effect, { type: 'run-checks' }>,
  subject: Subject & { readonly hasPassedBefore: boolean },
  signal: AbortSignal,
  { runner, now, dispatch, remember }: CheckerParts & { readonly remember: (report: RunReport) => void },
): Promise<void> => {
  const { judge, ...request } = subject
  const startedAtMs = now()
  const ticking = setInterval(() => dispatch({ type: 'tick', run, elapsedMs: now() - startedAtMs }), tickMs)
  signal.addEventListener('abort', () => clearInterval(ticking), { once: true })
  try {
    const onProgress = (progress: Extract<SessionEvent, { type: 'run-progress' }>['progress']): void =>
      dispatch({ type: 'run-progress', run, progress })
    const report = await runner.run({ ...request, checks, signal, onProgress })
    remember(report)
    dispatch({ type: 'run-finished', run, judged: judge(report) })
    // The next save finds a process that has booted. When that fails, the run itself says what is wrong.
    if (!signal.aborted) void runner.warm().catch(() => undefined)
  } catch (error) {
    dispatch({ type: 'run-broke', run, problem: error instanceof Error ? error.message : String(error) })
  } finally {
    clearInterval(ticking)
  }
}
