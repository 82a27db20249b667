import { describe, expect, test } from 'vitest'
import {
  checksOf,
  currentCheck,
  memoryOf,
  topOf,
  update,
  type SessionEvent,
  type SessionState,
} from '../../../src/workbook/index.ts'
import {
  after,
  allPassed,
  effectsOf,
  finished,
  judgedAs,
  keyEvent,
  lastTwoFailed,
  lesson,
  opened,
  pressing,
  ran,
  resultOf,
  save,
  secondFailed,
  sessionWith,
  untouched,
} from './sample.ts'

const running = after(untouched, save)
const started = (id: string, run = 1): SessionEvent => ({
  type: 'run-progress',
  run,
  progress: { type: 'check-started', id },
})
const came = (id: string, run = 1): SessionEvent => ({
  type: 'run-progress',
  run,
  progress: { type: 'check-finished', result: resultOf(id, 'passed') },
})

describe('a run begins', () => {
  const checks = lesson.checks.map(({ id, title, transcript, needs }) => ({ id, title, transcript, needs }))

  test.each([
    ['with a save', save],
    ['with r', keyEvent('r')],
  ])('%s, with every check of the lesson and no more of them than a run needs', (_, event) => {
    expect(effectsOf(untouched, event)).toEqual([{ type: 'run-checks', run: 1, checks }])
    expect(after(untouched, event).run).toMatchObject({ number: 1, phase: 'checking', finished: [], elapsedMs: 0 })
  })

  test('while another goes on, by ending that one', () => {
    expect(effectsOf(running, save).map(({ type }) => type)).toEqual(['cancel-run', 'run-checks'])
    expect(after(running, save).run.number).toBe(2)
  })

  test('after another has ended without ending anything', () => {
    expect(effectsOf(ran(untouched, allPassed), save).map(({ type }) => type)).toEqual(['run-checks'])
  })

  test('from nothing: what ran, what came and how long it took are of the new run', () => {
    const busy = after(running, started('simple'), came('simple'), { type: 'tick', run: 1, elapsedMs: 1500 })
    expect(after(busy, save).run).toMatchObject({ finished: [], running: new Set(), elapsedMs: 0 })
  })

  test('with the last verdict still on screen', () => {
    const judged = ran(untouched, secondFailed)
    expect(after(judged, save).run.last).toBe(secondFailed)
  })

  test('and what could not be run before is forgotten', () => {
    const broken = after(running, { type: 'run-broke', run: 1, problem: 'no ports are left' })
    expect([broken.run.problem, after(broken, save).run.problem]).toEqual(['no ports are left', undefined])
  })

  test('with the files as they were saved', () => {
    expect([...running.opened.mine]).toEqual([['server.ts', 'mine']])
    expect(pressing(untouched, 'r').opened.mine).toBe(opened.mine)
  })
})

describe('a run that goes on', () => {
  test('says which checks run and which have come', () => {
    const state = after(running, started('simple'), started('pieces'), came('simple'))
    expect([...state.run.running]).toEqual(['pieces'])
    expect(state.run.finished.map(({ id }) => id)).toEqual(['simple'])
  })

  test('says how long it takes', () => {
    expect(after(running, { type: 'tick', run: 1, elapsedMs: 1500 }).run.elapsedMs).toBe(1500)
  })

  test('changes nothing when the program listens', () => {
    const listening: SessionEvent = { type: 'run-progress', run: 1, progress: { type: 'listening', port: 8888 } }
    expect(after(running, listening)).toEqual(running)
  })

  test('leaves keys working', () => {
    expect(pressing(running, '3', 'x')).toMatchObject({ view: 'trace', trace: { bodies: 'hex' } })
  })
})

describe('a run that is not the current one', () => {
  const second = after(running, save)
  const ofRun = (run: number): readonly (readonly [string, SessionEvent])[] => [
    [`progress of run ${run}`, started('simple', run)] as const,
    [`a result of run ${run}`, came('simple', run)] as const,
    [`the verdict of run ${run}`, { type: 'run-finished', run, judged: allPassed }] as const,
    [`the failure of run ${run}`, { type: 'run-broke', run, problem: 'no ports are left' }] as const,
    [`a tick of run ${run}`, { type: 'tick', run, elapsedMs: 900 }] as const,
  ]

  test.each([0, 1, 3].flatMap(ofRun))('changes nothing: %s while run 2 goes on', (_, event) => {
    expect(after(second, event)).toBe(second)
    expect(effectsOf(second, event)).toEqual([])
  })

  test.each(
    [
      ran(untouched, secondFailed),
      after(running, { type: 'run-broke', run: 1, problem: 'no ports are left' }),
      ran(untouched, judgedAs('cancelled', 'not-run')),
    ].flatMap(over => ofRun(1).map(([words, event]) => [words, over.run.last?.report.verdict, event, over] as const)),
  )('changes nothing when it is over: %s after %s', (_, __, event, over) => {
    expect(update(over, event)).toEqual([over, []])
  })

  test('cannot pass a lesson that has been saved since', () => {
    expect(memoryOf(after(second, { type: 'run-finished', run: 1, judged: allPassed })).isPassed).toBe(false)
  })
})

describe('a verdict', () => {
  test('ends the run and stays', () => {
    const { run } = ran(untouched, secondFailed)
    expect(run).toMatchObject({ phase: 'idle', running: new Set(), finished: [], last: secondFailed })
  })

  test('is remembered and saved', () => {
    const state = ran(untouched, secondFailed)
    expect(memoryOf(state)).toMatchObject({ isPassed: false, lastRun: { passed: 2, all: 3 } })
    expect(effectsOf(running, finished(running, secondFailed))).toEqual([
      { type: 'save-progress', slug: 'echo', memory: memoryOf(state) },
    ])
  })

  test('passed passes the lesson for good', () => {
    const passed = ran(untouched, allPassed)
    expect(memoryOf(passed).isPassed).toBe(true)
    expect(memoryOf(ran(passed, secondFailed))).toMatchObject({ isPassed: true, lastRun: { passed: 2, all: 3 } })
  })

  test('error is shown and not remembered', () => {
    const error = judgedAs('error', 'passed')
    const state = ran(sessionWith({ lastRun: { passed: 1, all: 3 } }), error)
    expect(state.run.last).toBe(error)
    expect(memoryOf(state).lastRun).toEqual({ passed: 1, all: 3 })
    expect(effectsOf(running, finished(running, error))).toEqual([])
  })

  test('cancelled ends the run and leaves the verdict before', () => {
    const state = ran(ran(untouched, secondFailed), judgedAs('cancelled', 'not-run'))
    expect(state.run).toMatchObject({ phase: 'idle', last: secondFailed })
    expect(memoryOf(state).lastRun).toEqual({ passed: 2, all: 3 })
  })

  const cursorAfter = (state: SessionState) => currentCheck(state)?.check.id
  test('brings the cursor to the first fault', () => {
    expect(cursorAfter(ran(pressing(untouched, '2'), secondFailed))).toBe('pieces')
    expect(cursorAfter(ran(pressing(untouched, '2', 'j', 'j'), secondFailed))).toBe('pieces')
  })

  test('leaves the cursor on a check that has failed too', () => {
    expect(cursorAfter(ran(pressing(untouched, '2', 'j', 'j'), lastTwoFailed))).toBe('closes')
  })

  test.each([
    ['its trace', ['3', 'j', 'j']],
    ['it, opened', ['2', 'enter', 'j', 'j']],
  ])('that brings the cursor to another check shows %s from the start', (_, keys) => {
    const reading = pressing(ran(untouched, secondFailed), ...keys)
    expect(topOf(ran(reading, lastTwoFailed))).toBe(2)
    expect(topOf(ran(reading, judgedAs('failed', 'closed-empty', 'not-run', 'passed')))).toBe(0)
  })

  test('that brings the cursor to another check shows that one from the start once the help over it is closed', () => {
    const reading = pressing(ran(untouched, secondFailed), '2', 'enter', 'j', '?')
    expect(topOf(pressing(ran(reading, lastTwoFailed), 'escape'))).toBe(1)
    expect(topOf(pressing(ran(reading, judgedAs('failed', 'closed-empty', 'not-run', 'passed')), 'escape'))).toBe(0)
  })

  test('folds the trace again, and lets the hints be chosen for the new fault', () => {
    const before = pressing(untouched, '4', 'j')
    const state = ran({ ...before, trace: { ...before.trace, unfolded: new Set(['body']) } }, secondFailed)
    expect([state.trace.unfolded.size, state.chosen.hint]).toEqual([0, undefined])
  })

  test('disturbs no answer that is being typed', () => {
    const typing = pressing(untouched, 'tab', 'tab', 'enter', 'o', 'k')
    expect(ran(typing, secondFailed).mode).toEqual({ type: 'typing', question: 1, text: 'ok' })
  })
})

describe('a run that broke', () => {
  const broken = (state: SessionState) =>
    after(state, { type: 'run-broke', run: state.run.number, problem: 'no ports' })

  test('is over, says why, and leaves the verdict before', () => {
    const state = broken(after(ran(untouched, secondFailed), save, started('simple', 2)))
    expect(state.run).toMatchObject({ phase: 'idle', running: new Set(), problem: 'no ports', last: secondFailed })
  })

  test('leaves no half of its results', () => {
    const state = broken(after(running, started('simple'), came('simple'), started('pieces')))
    expect(checksOf(state).map(({ result, isRunning }) => [result, isRunning])).toEqual(
      lesson.checks.map(() => [undefined, false]),
    )
  })

  test('saves nothing', () => {
    expect(effectsOf(running, { type: 'run-broke', run: 1, problem: 'no ports' })).toEqual([])
    expect(memoryOf(broken(running)).lastRun).toBeUndefined()
  })
})
