import { describe, expect, test } from 'vitest'
import type { Explanation } from '../../../src/check/index.ts'
import {
  checksOf,
  currentCheck,
  currentHint,
  currentLesson,
  hintsOf,
  memoryOf,
  nextLesson,
  placeToEdit,
  questionsOf,
  type SessionState,
} from '../../../src/workbook/index.ts'
import {
  after,
  allPassed,
  file,
  judgedAs,
  lastTwoFailed,
  lesson,
  opened,
  openedNext,
  pressing,
  ran,
  resultOf,
  save,
  secondFailed,
  sessionWith,
  untouched,
} from './sample.ts'

const failed = ran(untouched, secondFailed)

describe('checks', () => {
  const outcomes = (state: SessionState) => checksOf(state).map(({ result }) => result?.verdict.type)
  const onTheWay = after(
    after(untouched, save),
    { type: 'run-progress', run: 1, progress: { type: 'check-started', id: 'pieces' } },
    { type: 'run-progress', run: 1, progress: { type: 'check-finished', result: resultOf('simple', 'passed') } },
  )

  test('are those of the lesson, in its order, before and after a run', () => {
    for (const state of [untouched, onTheWay, failed])
      expect(checksOf(state).map(({ check }) => check.id)).toEqual(['simple', 'pieces', 'closes'])
  })

  test('show the progress of the first run', () => {
    expect(outcomes(onTheWay)).toEqual(['passed', undefined, undefined])
    expect(checksOf(onTheWay).map(({ isRunning }) => isRunning)).toEqual([false, true, false])
  })

  test('show the last verdict while a later run goes on', () => {
    const again = after(failed, save, {
      type: 'run-progress',
      run: 2,
      progress: { type: 'check-finished', result: resultOf('pieces', 'passed') },
    })
    expect(outcomes(again)).toEqual(['passed', 'failed', 'passed'])
    expect(checksOf(again).some(({ isRunning }) => isRunning)).toBe(false)
  })

  test('that a report leaves out have no result', () => {
    expect(outcomes(ran(untouched, judgedAs('failed', 'closed-empty')))).toEqual(['failed', undefined, undefined])
  })
})

describe('the check the cursor is on', () => {
  test.each<readonly [string, SessionState, string | undefined]>([
    ['the first before any run', untouched, 'simple'],
    ['the first that failed', failed, 'pieces'],
    ['the first when all passed', ran(untouched, allPassed), 'simple'],
    ['the chosen one', pressing(failed, '2', 'j'), 'closes'],
    ['none in a lesson without checks', sessionWith({}, { ...opened, lesson: { ...lesson, checks: [] } }), undefined],
  ])('is %s', (_, state, id) => {
    expect(currentCheck(state)?.check.id).toBe(id)
  })
})

describe('hints', () => {
  const about = (state: SessionState) => hintsOf(state).map(hint => hint.about)
  const open = (state: SessionState, ...levels: readonly number[]) => {
    const keys = hintsOf(failed).map(({ key }) => key)
    const hints = Object.fromEntries(levels.map((level, index) => [keys[index] ?? '', level]))
    return { ...state, memories: new Map([['echo', { ...memoryOf(state), hints }]]) }
  }

  test('before a run are those of the steps', () => {
    expect(about(untouched)).toEqual(['Listen, and answer', 'Read to the blank line'])
  })

  test('for a fault are those of its code, its check, its step, and then the rest', () => {
    expect(about(failed)).toEqual([
      'About closed-empty',
      'The check pieces',
      'Read to the blank line',
      'Listen, and answer',
    ])
  })

  test('for another fault leave those out that do not fit', () => {
    expect(about(pressing(ran(untouched, lastTwoFailed), '2', 'j'))).toEqual([
      'Read to the blank line',
      'Listen, and answer',
    ])
  })

  test('that were opened stay, last of all, when they no longer fit', () => {
    expect(about(open(ran(untouched, allPassed), 1))).toEqual([
      'Listen, and answer',
      'Read to the blank line',
      'About closed-empty',
    ])
  })

  test('have as many levels open as are remembered, and never more than there are', () => {
    expect(hintsOf(open(failed, 2, 1, 99)).map(hint => hint.opened)).toEqual([2, 1, 1, 0])
  })

  test('have a key each', () => {
    expect(new Set(hintsOf(failed).map(({ key }) => key)).size).toBe(4)
  })

  test('stay open when the pack has more of them than before', () => {
    const nudge = { on: { type: 'step', id: 'new' }, levels: ['one'] } as const
    const upgraded = (state: SessionState): SessionState => ({
      ...state,
      opened: { ...opened, lesson: { ...lesson, hints: [nudge, ...lesson.hints] } },
    })
    expect(hintsOf(upgraded(open(failed, 2, 1))).map(hint => hint.opened)).toEqual([2, 1, 0, 0, 0])
  })

  test('on one thing are remembered apart', () => {
    const twice = { ...opened, lesson: { ...lesson, hints: [...lesson.hints, ...lesson.hints] } }
    const state = pressing(sessionWith({}, twice), '4', 'enter')
    expect(new Set(hintsOf(state).map(({ key }) => key)).size).toBe(4)
    expect(hintsOf(state).map(hint => hint.opened)).toEqual([1, 0, 0, 0])
  })

  test.each<readonly [string, SessionState, string]>([
    ['the first', failed, 'About closed-empty'],
    ['the first with something left', open(failed, 3), 'The check pieces'],
    ['the first when nothing is left', open(failed, 3, 2, 1, 2), 'About closed-empty'],
    ['the chosen one', pressing(failed, '4', 'j', 'j'), 'Read to the blank line'],
  ])('begin with %s', (_, state, first) => {
    expect(currentHint(state)?.about).toBe(first)
  })
})

describe('questions', () => {
  test('are counted through quotes and lists, in the order of the text', () => {
    expect(questionsOf(lesson.text).map(({ type }) => type)).toEqual(['quiz', 'predict', 'quiz'])
  })
})

describe('the next lesson', () => {
  const passed = sessionWith({ isPassed: true })
  test.each<readonly [string, SessionState, string | undefined]>([
    ['opens once this one is passed', passed, 'request-line'],
    ['is closed before', untouched, undefined],
    ['is none when it is not written', sessionWith({ isPassed: true }, openedNext), undefined],
    ['is none after the last', { ...passed, course: { ...passed.course, lessons: [] } }, undefined],
  ])('%s', (_, state, slug) => {
    expect(nextLesson(state)?.slug).toBe(slug)
  })
})

describe('the lesson of the map', () => {
  test('is the open one until another is chosen', () => {
    expect([currentLesson(untouched), currentLesson(pressing(untouched, '6', 'j'))]).toEqual([1, 2])
  })
})

describe('the editor', () => {
  const source = { path: file, line: 13, column: 3 }
  const explained = (where: typeof source | undefined): SessionState => {
    const explanation: Explanation = {
      code: 'closed-empty',
      what: 'closed without an answer',
      replay: undefined,
      where: undefined,
      source: where,
      expected: 'an answer',
      received: 'nothing',
      reference: undefined,
      next: 'answer',
    }
    return ran(untouched, { ...secondFailed, explanations: new Map([['pieces', explanation]]) })
  }
  const start = { path: file, line: 1, column: 1 }

  test.each<readonly [string, SessionState, unknown]>([
    ['at the first line before a run', untouched, start],
    ['at the first line when all passed', ran(untouched, allPassed), start],
    ['at the first line of a fault without a place', failed, start],
    ['at the line of the fault', explained(source), source],
    ['at the first line for another check', pressing(explained(source), '2', 'j'), start],
    ['nowhere when there is no file', sessionWith({}, { ...opened, file: undefined }), undefined],
  ])('opens %s', (_, state, place) => {
    expect(placeToEdit(state)).toEqual(place)
  })

  test('opens at the line the diagnosis names while there is no explanation yet', () => {
    const result = resultOf('simple', 'closed-empty')
    const verdict = { type: 'failed', diagnosis: { code: 'closed-empty', request: 'GET /', source } } as const
    const state = after(untouched, save, {
      type: 'run-progress',
      run: 1,
      progress: { type: 'check-finished', result: { ...result, verdict } },
    })
    expect(placeToEdit(state)).toEqual(source)
  })
})
