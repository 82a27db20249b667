import { describe, expect, test } from 'vitest'
import { bindingsOf, viewDigit, viewNames, views, type SessionState, type View } from '../../../src/workbook/index.ts'
import { allPassed, keyEvent, opened, pressing, ran, secondFailed, sessionWith, untouched } from './sample.ts'

const actionOf = (state: SessionState, word: string): unknown =>
  bindingsOf(state).find(({ keys }) => keys.includes(word))?.action
const labelOf = (state: SessionState, word: string): string | undefined =>
  bindingsOf(state).find(({ keys }) => keys.includes(word))?.label
const viewed = (view: View, from = untouched): SessionState => pressing(from, viewDigit(view))

const modes: readonly (readonly [string, SessionState])[] = [
  ...views.map(view => [view, viewed(view)] as const),
  ['the solution, seen', viewed('solution', sessionWith({ isSolutionSeen: true }))],
  ['the lesson, failed', ran(untouched, secondFailed)],
  ['the lesson, passed', ran(untouched, allPassed)],
  ['a question chosen', pressing(untouched, 'tab')],
  ['a question answered', pressing(untouched, 'tab', 'enter')],
  ['a prediction typed', pressing(untouched, 'tab', 'tab', 'enter')],
  ['a search typed', pressing(untouched, '/')],
  ['a search', { ...ran(untouched, allPassed), search: 'port' }],
  ['help', pressing(untouched, '?')],
  ['an opened check', pressing(untouched, '2', 'enter')],
]

describe('the keys that work', () => {
  test.each(modes)('have one meaning each: %s', (_, state) => {
    const words = bindingsOf(state).flatMap(({ keys }) => keys)
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([])
  })

  test.each(modes)('can be typed, and are shown with what they do: %s', (_, state) => {
    for (const { keys, shown, label } of bindingsOf(state)) {
      for (const word of keys) expect(() => keyEvent(word)).not.toThrow()
      expect([shown, label]).not.toContain('')
    }
  })

  test.each(modes)('end the session and suspend it: %s', (_, state) => {
    expect(actionOf(state, 'ctrl-c')).toEqual({ type: 'quit' })
    expect(actionOf(state, 'ctrl-z')).toEqual({ type: 'suspend' })
  })

  test.each(modes)('have Esc among them, which leads out: %s', (_, state) => {
    expect(actionOf(state, 'escape')).toEqual({ type: state.search === undefined ? 'back' : 'leave-search' })
  })

  test.each(modes.filter(([, { mode }]) => mode.type === 'searching' || mode.type === 'typing'))(
    'leave letters to the text: %s',
    (_, state) => {
      const words = bindingsOf(state).flatMap(({ keys }) => keys)
      expect(words.filter(word => Array.from(word).length === 1 || word === 'space')).toEqual([])
    },
  )

  test.each(modes.filter(([, { mode }]) => mode.type !== 'searching' && mode.type !== 'typing'))(
    'have q among them, which leaves: %s',
    (_, state) => {
      expect(actionOf(state, 'q')).toEqual({ type: 'quit' })
    },
  )
})

describe('a view', () => {
  test.each([
    ['lesson', ['1']],
    ['checks', ['2']],
    ['trace', ['3', 't']],
    ['hints', ['4', 'h']],
    ['solution', ['5', 's']],
    ['map', ['6', 'm']],
  ] as const)('%s opens by %j from every other', (view, words) => {
    for (const from of views) {
      for (const word of words) expect(actionOf(viewed(from), word)).toEqual({ type: 'view', view })
    }
    expect(viewDigit(view)).toBe(words[0])
    expect(viewNames[view].toLowerCase()).toBe(view)
  })

  test('that explains what failed is named on every other one', () => {
    const failed = ran(untouched, secondFailed)
    const isNamed = (state: SessionState): boolean =>
      bindingsOf(state).some(({ keys, isQuiet }) => keys.includes('2') && isQuiet !== true)
    expect(views.filter(view => isNamed(viewed(view, failed)))).toEqual(views.filter(view => view !== 'checks'))
    expect(views.filter(view => isNamed(viewed(view, ran(untouched, allPassed))))).toEqual([])
  })
})

describe('a key that depends', () => {
  const noFile = sessionWith({}, { ...opened, file: undefined })
  const noText = sessionWith({}, { ...opened, lesson: { ...opened.lesson, text: [] } })
  const answered = sessionWith({ answers: { 0: { tried: [1], isDone: true, text: undefined } } })
  const passed = sessionWith({ isPassed: true })

  test.each<readonly [string, SessionState, string, string | undefined]>([
    ['e edits the file', untouched, 'e', 'edit'],
    ['e is not there for a server that is no file', noFile, 'e', undefined],
    ['r runs again also a server that is no file', noFile, 'r', 'run again'],
    ['Tab goes to questions', untouched, 'tab', 'question'],
    ['Tab is not there for a text without questions', noText, 'tab', undefined],
    ['Enter answers the question the cursor is on', pressing(untouched, 'tab'), 'enter', 'answer'],
    ['Enter does nothing with no question chosen', untouched, 'enter', undefined],
    ['Enter does nothing on a question that is answered', pressing(answered, 'tab'), 'enter', undefined],
    ['n opens the next lesson once this one is passed', passed, 'n', 'lesson 2'],
    ['n is not there before', untouched, 'n', undefined],
    ['n is the next match during a search', { ...passed, search: 'port' }, 'n', 'next match'],
    ['n is not there in Trace', viewed('trace', passed), 'n', undefined],
    ['Enter opens a hint', viewed('hints'), 'enter', 'open the hint'],
    ['Enter opens more of one', pressing(untouched, '4', 'enter'), 'enter', 'open more'],
    ['Enter does nothing on a hint that is open', pressing(untouched, '4', 'enter', 'enter'), 'enter', undefined],
    ['Enter shows the solution', viewed('solution'), 'enter', 'show the solution'],
    ['Enter opens a written lesson', viewed('map'), 'enter', 'open'],
    ['Enter does nothing on one not written', pressing(untouched, '6', 'j', 'j'), 'enter', undefined],
    ['Enter opens a check', viewed('checks'), 'enter', 'open'],
    ['Enter does nothing in an opened check', pressing(untouched, '2', 'enter'), 'enter', undefined],
    ['/ searches the lesson', untouched, '/', 'search'],
    ['/ searches the trace', viewed('trace'), '/', 'search'],
    ['/ is not there before the solution is seen', viewed('solution'), '/', undefined],
    ['/ is not there in Checks', viewed('checks'), '/', undefined],
    ['a letter takes the answer', pressing(untouched, 'tab', 'enter'), 'c', 'take this answer'],
    ['a letter beyond the choices does not', pressing(untouched, 'tab', 'enter'), 'd', undefined],
  ])('%s', (_, state, word, label) => {
    expect(labelOf(state, word)).toBe(label)
  })
})
