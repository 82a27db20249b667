import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  checksOf,
  currentCheck,
  currentHint,
  hintsOf,
  memoryOf,
  noMemory,
  questionsOf,
  topOf,
  type SessionState,
} from '../../../src/workbook/index.ts'
import { anyEvents, momentsOf, walk, type Moment, type Step } from './any-events.ts'
import { deeplyFrozen } from './frozen.ts'
import { untouched } from './sample.ts'

/** What the cursors are on is there, and all that is counted is within its ends. */
const outOfBounds = (state: SessionState): readonly string[] => {
  const questions = questionsOf(state.opened.lesson.text)
  const { mode, chosen } = state
  const question = mode.type === 'choosing' || mode.type === 'typing' ? questions[mode.question] : undefined
  const wrong = {
    'the question that is answered':
      (mode.type === 'choosing' && question?.type !== 'quiz') ||
      (mode.type === 'typing' && question?.type !== 'predict'),
    'the choice': mode.type === 'choosing' && question?.type === 'quiz' && question.choices[mode.cursor] === undefined,
    'the question': chosen.question !== undefined && questions[chosen.question] === undefined,
    'the check': chosen.check !== undefined && !checksOf(state).some(({ check }) => check.id === chosen.check),
    'the hint': hintsOf(state).length > 0 && currentHint(state) === undefined,
    'the levels of a hint': hintsOf(state).some(({ opened, hint }) => opened < 0 || opened > hint.levels.length),
    'the lesson': chosen.lesson !== undefined && !state.course.lessons.some(({ number }) => number === chosen.lesson),
    'the trail': new Set([...state.trail, state.view]).size !== state.trail.length + 1,
    'the text': (mode.type === 'searching' || mode.type === 'typing') && mode.text.length > 1000,
    'the row': !Number.isInteger(topOf(state)) || topOf(state) < 0,
  }
  return all(wrong)
}

/** The smallest session in which a moment is wrong, event by event; undefined when none of many is. */
const smallestWith = (wrongWith: (moment: Moment) => readonly string[]): unknown => {
  const wrong = (steps: readonly Step[]): readonly string[] => momentsOf(untouched, steps).flatMap(wrongWith)
  const { counterexample, seed } = fc.check(
    fc.property(anyEvents, steps => wrong(steps).length === 0),
    { numRuns: 500 },
  )
  if (counterexample === null) return undefined
  const [steps] = counterexample
  return { seed, wrong: wrong(steps), events: momentsOf(untouched, steps).map(({ event }) => event) }
}

/** The words of all that is the case. */
const all = (cases: Readonly<Record<string, boolean>>): readonly string[] =>
  Object.entries(cases).flatMap(([words, isSo]) => (isSo ? [words] : []))

describe('any events, in any order', () => {
  test('never throw, and keep every cursor on something that is there', () => {
    expect(smallestWith(({ after }) => outOfBounds(after))).toBeUndefined()
  })

  test('never change the state they came to', () => {
    fc.assert(
      fc.property(anyEvents, events => {
        expect(() =>
          events.reduce((state, step) => deeplyFrozen(walk(state, [step])), deeplyFrozen(untouched)),
        ).not.toThrow()
      }),
      { numRuns: 500 },
    )
  })

  test('do the same each time', () => {
    fc.assert(
      fc.property(anyEvents, events => {
        expect(momentsOf(untouched, events)).toEqual(momentsOf(untouched, events))
      }),
      { numRuns: 100 },
    )
  })

  test('never scroll beyond the last row of the page a key was pressed on', () => {
    expect(
      smallestWith(({ before, event, after }) => {
        const isSame = after.view === before.view && after.mode.type === before.mode.type
        if (event.type !== 'key' || !isSame || topOf(after) === topOf(before)) return []
        const lastTop = Math.max(0, event.page.height - event.page.rows)
        return all({ [`row ${topOf(after)} of ${lastTop}`]: topOf(after) > lastTop })
      }),
    ).toBeUndefined()
  })

  test('never show a check from the row at which another was left', () => {
    const checkOf = (state: SessionState): string | undefined => currentCheck(state)?.check.id
    expect(
      smallestWith(({ before, event, after }) => {
        if (event.type === 'lesson-opened' || checkOf(before) === checkOf(after)) return []
        const trace = memoryOf(after).places.trace ?? 0
        return all({ trace: trace !== 0, check: after.mode.type === 'check' && after.mode.top !== 0 })
      }),
    ).toBeUndefined()
  })

  test('count runs up by one, and run the checks of the lesson and no others', () => {
    const ids = (checks: readonly { readonly id: string }[]): string => checks.map(({ id }) => id).join(' ')
    expect(
      smallestWith(({ before, after, effects }) =>
        effects.flatMap(effect => {
          if (effect.type !== 'run-checks') return []
          return all({
            number: effect.run !== before.run.number + 1 || effect.run !== after.run.number,
            checks: ids(effect.checks) !== ids(after.opened.lesson.checks),
          })
        }),
      ),
    ).toBeUndefined()
  })

  test('end a run before another begins, and cancel none that is over', () => {
    expect(
      smallestWith(({ before, after, effects }) => {
        const isCancelled = effects.some(({ type }) => type === 'cancel-run')
        const isReplaced = before.run.phase === 'checking' && before.run.number !== after.run.number
        return all({
          'cancelled or not': isCancelled !== isReplaced,
          'too late': isCancelled && effects[0]?.type !== 'cancel-run',
        })
      }),
    ).toBeUndefined()
  })

  test('save what is remembered then, under the name of the lesson it is of', () => {
    expect(
      smallestWith(({ after, effects }) =>
        effects.flatMap(effect => {
          if (effect.type !== 'save-progress') return []
          const { slug } = after.opened.lesson
          return all({ name: effect.slug !== slug, memory: effect.memory !== memoryOf(after) })
        }),
      ),
    ).toBeUndefined()
  })

  test('take nothing back that was reached: a passed lesson, opened hints, a seen solution, an ended question', () => {
    expect(
      smallestWith(({ before, after }) =>
        [...before.memories].flatMap(([slug, memory]) => {
          const now = after.memories.get(slug) ?? noMemory
          return all({
            passed: memory.isPassed && !now.isPassed,
            'solution seen': memory.isSolutionSeen && !now.isSolutionSeen,
            hints: Object.entries(memory.hints).some(([key, levels]) => levels > (now.hints[key] ?? 0)),
            answers: Object.entries(memory.answers).some(
              ([question, given]) => given.isDone && now.answers[question] !== given,
            ),
          })
        }),
      ),
    ).toBeUndefined()
  })
})
