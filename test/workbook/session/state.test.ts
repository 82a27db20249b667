import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatProgress,
  initialState,
  memoryOf,
  nextLesson,
  noMemory,
  noProgress,
  parseProgress,
  remembering,
  topOf,
  views,
  withMemory,
  type LessonMemory,
} from '../../../src/workbook/index.ts'
import { course, opened, openedNext, pressing, sessionWith, size, untouched } from './sample.ts'
import { anyEvents, walk } from './any-events.ts'

const memory: LessonMemory = {
  hints: { 'code closed-empty 0': 2 },
  answers: { 0: { tried: [0, 1], isDone: true, text: undefined }, 1: { tried: [], isDone: true, text: 'half of it' } },
  places: { lesson: 12, trace: 3 },
  isSolutionSeen: true,
  isPassed: true,
  lastRun: { passed: 3, all: 3 },
}

describe('a session begins', () => {
  test('with the text, nothing chosen, nothing run and nothing remembered', () => {
    expect(untouched).toMatchObject({ view: 'lesson', trail: [], mode: { type: 'reading' }, search: undefined })
    expect(untouched.run).toMatchObject({ number: 0, phase: 'idle', last: undefined, problem: undefined })
    expect(new Set(Object.values(untouched.chosen))).toEqual(new Set([undefined]))
    expect(memoryOf(untouched)).toBe(noMemory)
  })

  test('where its lesson was left, in every view', () => {
    const places = { lesson: 1, checks: 2, trace: 3, hints: 4, solution: 5, map: 6 }
    const started = sessionWith({ places })
    expect(views.map(view => topOf({ ...started, view }))).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('with the way to the next lesson open when this one was passed', () => {
    expect(nextLesson(sessionWith({ isPassed: true }))?.slug).toBe('request-line')
    expect(nextLesson(sessionWith({ isPassed: false }))).toBeUndefined()
  })

  test('with the solution open when it was seen', () => {
    expect(pressing(sessionWith({ isSolutionSeen: true }), '5', '/').mode.type).toBe('searching')
    expect(pressing(untouched, '5', '/').mode.type).toBe('reading')
  })
})

describe('what is remembered', () => {
  test('is of the open lesson alone', () => {
    const both = remembering(sessionWith(memory), { isPassed: false })
    const next = { ...both, opened: openedNext }
    expect([memoryOf(both).isPassed, memoryOf(next)]).toEqual([false, noMemory])
    expect(memoryOf({ ...remembering(next, { isSolutionSeen: true }), opened })).toEqual({ ...memory, isPassed: false })
  })

  test('changes in a new state, never in the old one', () => {
    const state = sessionWith(memory)
    remembering(state, { isPassed: false })
    expect(memoryOf(state)).toEqual(memory)
  })

  test('of any session is the same in the next one, through the progress file', () => {
    fc.assert(
      fc.property(anyEvents, events => {
        const state = walk(untouched, events)
        const { slug } = state.opened.lesson
        const read = parseProgress(formatProgress(withMemory(noProgress, slug, memoryOf(state))))
        const memories = read?.lessons ?? new Map<string, LessonMemory>()
        const again = initialState({ course, opened: state.opened, memories, size })
        expect(memoryOf(again)).toEqual(memoryOf(state))
        expect(nextLesson(again)).toEqual(nextLesson(state))
        expect(topOf(again)).toBe(memoryOf(state).places.lesson ?? 0)
      }),
      { numRuns: 300 },
    )
  })
})
