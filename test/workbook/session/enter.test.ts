import { describe, expect, test } from 'vitest'
import { memoryOf, type SessionState } from '../../../src/workbook/index.ts'
import { after, effectsOf, keyEvent, page, pressing, sessionWith, untouched } from './sample.ts'

const enter = keyEvent('enter')
const saveOf = (state: SessionState) => ({ type: 'save-progress', slug: 'echo', memory: memoryOf(state) })

describe('Enter on a question', () => {
  const quiz = pressing(untouched, 'tab', 'enter')
  const prediction = pressing(untouched, 'tab', 'tab', 'enter')

  test('opens a quiz at its first choice, and a prediction with nothing typed', () => {
    expect(quiz.mode).toEqual({ type: 'choosing', question: 0, cursor: 0 })
    expect(prediction.mode).toEqual({ type: 'typing', question: 1, text: '' })
  })

  test('shows all of the question', () => {
    const below = { ...page, anchors: [{ id: 'question 0', top: 50, height: 8 }] }
    const opened = after(pressing(untouched, 'tab', 'home'), keyEvent('enter', { page: below }))
    expect(memoryOf(opened).places.lesson).toBe(38)
  })

  test('opens the one that stands in a list as well', () => {
    expect(pressing(untouched, 'tab', 'tab', 'tab', 'enter').mode).toMatchObject({ type: 'choosing', question: 2 })
  })

  test('does nothing when it has been answered', () => {
    const answered = pressing(sessionWith({ answers: { 0: { tried: [1], isDone: true, text: undefined } } }), 'tab')
    expect(pressing(answered, 'enter')).toEqual(answered)
  })

  test('that took a wrong answer lets another be taken', () => {
    const wrong = pressing(quiz, 'a')
    expect(memoryOf(wrong).answers).toEqual({ 0: { tried: [0], isDone: false, text: undefined } })
    expect(wrong.mode).toEqual({ type: 'choosing', question: 0, cursor: 0 })
    expect(memoryOf(pressing(wrong, 'c')).answers[0]).toEqual({ tried: [0, 2], isDone: false, text: undefined })
  })

  test('remembers a wrong answer taken twice once, as the last', () => {
    expect(memoryOf(pressing(quiz, 'a', 'c', 'a')).answers[0]?.tried).toEqual([2, 0])
  })

  test('remembers wrong answers for another time', () => {
    expect(memoryOf(pressing(quiz, 'a', 'escape', 'enter', 'b')).answers[0]?.tried).toEqual([0, 1])
  })

  test.each([
    ['by its letter', ['b']],
    ['by the cursor', ['down', 'enter']],
  ])('that takes the right answer %s ends it', (_, keys) => {
    const right = pressing(quiz, ...keys)
    expect(right.mode).toEqual({ type: 'reading' })
    expect(memoryOf(right).answers[0]).toMatchObject({ isDone: true })
    expect(memoryOf(right).answers[0]?.tried.at(-1)).toBe(1)
  })

  test.each([
    ['a wrong answer', quiz, 'a'],
    ['the right answer', quiz, 'b'],
    ['a prediction', pressing(prediction, 'o', 'k'), 'enter'],
  ])('saves %s at once', (_, state, key) => {
    expect(effectsOf(state, keyEvent(key))).toEqual([saveOf(pressing(state, key))])
  })

  test.each([
    ['without the space around it', [' ', 'o', 'k', ' '], 'ok'],
    ['as none when nothing was typed', [], undefined],
    ['as none when only space was typed', [' ', ' '], undefined],
  ])('keeps a prediction %s', (_, keys, text) => {
    const done = pressing(prediction, ...keys.map(key => (key === ' ' ? 'space' : key)), 'enter')
    expect(memoryOf(done).answers[1]).toEqual({ tried: [], isDone: true, text })
    expect(done.mode).toEqual({ type: 'reading' })
  })
})

describe('Enter in Hints', () => {
  const hints = pressing(untouched, '4')

  test('opens one level more each time, and saves it', () => {
    const levels = [pressing(hints, 'enter'), pressing(hints, 'enter', 'enter')].map(state => memoryOf(state).hints)
    expect(levels.map(opened => Object.values(opened))).toEqual([[1], [2]])
    expect(effectsOf(hints, enter)).toEqual([saveOf(pressing(hints, 'enter'))])
  })

  test('stays with a hint of which all is open', () => {
    const open = pressing(hints, 'enter', 'enter')
    expect(pressing(open, 'enter')).toEqual(open)
    expect(effectsOf(open, enter)).toEqual([])
  })

  test('opens nothing of the others', () => {
    expect(Object.values(memoryOf(pressing(hints, 'enter', 'j', 'enter')).hints)).toEqual([1, 1])
  })

  test('does nothing in a lesson without hints', () => {
    const none = { ...hints, opened: { ...hints.opened, lesson: { ...hints.opened.lesson, hints: [] } } }
    expect(pressing(none, 'enter')).toEqual(none)
  })
})

describe('Enter in Solution', () => {
  const solution = pressing(untouched, '5')

  test('shows it, which is remembered', () => {
    expect(memoryOf(pressing(solution, 'enter')).isSolutionSeen).toBe(true)
    expect(effectsOf(solution, enter)).toEqual([saveOf(pressing(solution, 'enter'))])
  })

  test('does nothing more once it is shown', () => {
    const shown = pressing(solution, 'enter')
    expect(effectsOf(shown, enter)).toEqual([])
    expect(pressing(shown, 'enter')).toEqual(shown)
  })
})

describe('Enter in Map', () => {
  const map = pressing(untouched, '6')

  test('on the open lesson goes back to its text', () => {
    expect(pressing(map, 'enter')).toMatchObject({ view: 'lesson', trail: [] })
    expect(effectsOf(map, enter)).toEqual([])
  })

  test('on another saves this one and opens that', () => {
    const onSecond = pressing(map, 'j')
    expect(effectsOf(onSecond, enter)).toEqual([saveOf(onSecond), { type: 'open-lesson', number: 2 }])
    expect(pressing(onSecond, 'enter')).toEqual(onSecond)
  })

  test('on a lesson not written does nothing', () => {
    expect(effectsOf(pressing(map, 'j', 'j'), enter)).toEqual([])
  })
})

describe('Enter in Checks', () => {
  test('opens the check from its first row', () => {
    expect(pressing(untouched, '2', 'enter').mode).toMatchObject({ type: 'check', top: 0 })
  })
})

describe('Enter in a search', () => {
  const searching = pressing(untouched, '/', 'p', 'o', 'r', 't')
  const found = { ...page, matches: [50, 70] }

  test('ends the typing and goes to the first match', () => {
    const done = after(searching, keyEvent('enter', { page: found }))
    expect([done.mode.type, done.search, memoryOf(done).places.lesson]).toEqual(['reading', 'port', 50])
  })

  test('with nothing typed ends the search before', () => {
    const again = pressing(after(searching, keyEvent('enter', { page: found })), '/')
    expect(after(again, keyEvent('enter', { page: found }))).toMatchObject({ search: undefined, notice: undefined })
  })

  test('that finds nothing says so and is over', () => {
    expect(pressing(searching, 'enter')).toMatchObject({
      mode: { type: 'reading' },
      search: undefined,
      notice: 'nothing here has “port”',
    })
  })
})
