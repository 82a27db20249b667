import { describe, expect, test } from 'vitest'
import {
  memoryOf,
  restMs,
  update,
  type Effect,
  type SessionEvent,
  type SessionState,
  type View,
} from '../../../src/workbook/index.ts'
import {
  after,
  allPassed,
  effectsOf,
  file,
  finished,
  keyEvent,
  opened,
  openedNext,
  page,
  pressing,
  ran,
  save,
  secondFailed,
  sessionWith,
  untouched,
} from './sample.ts'

const running = after(untouched, save)
const passed = sessionWith({ isPassed: true })
const saveOf = (state: SessionState): Effect => ({ type: 'save-progress', slug: 'echo', memory: memoryOf(state) })

describe('an effect', () => {
  const asked: Readonly<Record<Effect['type'], readonly [SessionState, SessionEvent]>> = {
    'run-checks': [untouched, save],
    'cancel-run': [running, save],
    'follow-request': [ran(untouched, allPassed), keyEvent('w')],
    'open-editor': [untouched, keyEvent('e')],
    'open-lesson': [passed, keyEvent('n')],
    'save-progress': [running, finished(running, allPassed)],
    suspend: [untouched, keyEvent('ctrl-z')],
    quit: [untouched, keyEvent('q')],
  }

  test.each(Object.entries(asked))('%s is asked for', (type, [state, event]) => {
    expect(effectsOf(state, event).map(effect => effect.type)).toContain(type)
  })

  test.each<readonly [string, SessionState, SessionEvent, readonly Effect[]]>([
    ['q leaves, progress saved', passed, keyEvent('q'), [saveOf(passed), { type: 'quit' }]],
    ['Ctrl-C leaves, progress saved', passed, keyEvent('ctrl-c'), [saveOf(passed), { type: 'quit' }]],
    ['Ctrl-Z suspends', passed, keyEvent('ctrl-z'), [{ type: 'suspend' }]],
    ['e opens the editor', untouched, keyEvent('e'), [{ type: 'open-editor', file, line: 1, column: 1 }]],
    ['n opens the next lesson', passed, keyEvent('n'), [saveOf(passed), { type: 'open-lesson', number: 2 }]],
    [
      'n does so from Checks',
      pressing(passed, '2'),
      keyEvent('n'),
      [saveOf(passed), { type: 'open-lesson', number: 2 }],
    ],
    ['n does nothing before the lesson is passed', untouched, keyEvent('n'), []],
    ['e does nothing without a file', sessionWith({}, { ...opened, file: undefined }), keyEvent('e'), []],
  ])('%s', (_, state, event, effects) => {
    expect(update(state, event)).toEqual([state, effects])
  })

  test.each([
    ['a resize', { type: 'resize', size: { columns: 60, rows: 20 } }],
    ['a paste', { type: 'paste', text: 'x' }],
    ['a closed editor', { type: 'editor-closed', problem: 'vi ended with code 1' }],
    ['trouble', { type: 'trouble', sentence: 'the disk is full' }],
    ['a tick', { type: 'tick', run: 1, elapsedMs: 3 }],
  ] as const)('is none for %s', (_, event) => {
    expect(effectsOf(running, event)).toEqual([])
  })
})

describe('a key', () => {
  test('that nothing is bound to does nothing', () => {
    for (const word of ['z', 'f9', 'alt-q', 'ctrl-q', 'shift-up']) expect(pressing(untouched, word)).toEqual(untouched)
  })

  test.each([
    ['r', untouched],
    ['e', untouched],
    ['n', passed],
    ['enter', pressing(untouched, '4')],
    ['b', pressing(untouched, 'tab', 'enter')],
  ])('%s held down does its thing once', (word, state) => {
    expect(effectsOf(state, keyEvent(word, { sinceSameMs: restMs - 1 }))).toEqual([])
    expect(after(state, keyEvent(word, { sinceSameMs: restMs - 1 }))).toEqual(state)
    expect(effectsOf(state, keyEvent(word, { sinceSameMs: restMs }))).not.toEqual([])
  })

  test('that scrolls goes on while it is held down', () => {
    const held = after(untouched, keyEvent('j'), keyEvent('j', { sinceSameMs: 30 }), keyEvent('j', { sinceSameMs: 30 }))
    expect(memoryOf(held).places.lesson).toBe(3)
  })

  test('clears what was said about the one before, whatever it does', () => {
    const noted = after(untouched, { type: 'trouble', sentence: 'the disk is full' })
    expect(['j', 'z', '2'].map(word => pressing(noted, word).notice)).toEqual([undefined, undefined, undefined])
  })

  test.each([
    ['x', { bodies: 'hex' }],
    ['c', { lineEnds: 'shown' }],
  ])('%s in Trace changes how it is shown, and back', (word, choices) => {
    const trace = pressing(untouched, '3')
    expect(pressing(trace, word).trace).toMatchObject(choices)
    expect(pressing(trace, word, word)).toEqual(trace)
  })

  test.each(['f', 'enter'])('%s in Trace unfolds what is folded, and folds it when nothing is', word => {
    const folded = { ...page, anchors: ['fold a', 'fold b'].map(id => ({ id, top: 0, height: 1 })) }
    const open = after(pressing(untouched, '3'), keyEvent(word, { page: folded }))
    expect([...open.trace.unfolded]).toEqual(['a', 'b'])
    expect(pressing(open, word).trace.unfolded.size).toBe(0)
  })

  test('? opens the help from its top and closes it', () => {
    expect(pressing(untouched, '?').mode).toMatchObject({ type: 'help', top: 0 })
    for (const word of ['?', 'f1', 'escape']) expect(pressing(untouched, '?', word)).toEqual(untouched)
  })

  test('that closes the help leads back to the check it was opened over', () => {
    const check = pressing(untouched, '2', 'enter', 'j')
    for (const word of ['?', 'f1', 'escape']) expect(pressing(check, '?', 'j', 'j', word)).toEqual(check)
  })

  test('in the help scrolls, closes or leaves, and opens no view', () => {
    const help = pressing(untouched, '?')
    for (const word of ['2', 'r', 'e', 'enter', 'tab']) expect(update(help, keyEvent(word))).toEqual([help, []])
    expect(pressing(help, 'j').mode).toMatchObject({ type: 'help', top: 1 })
  })
})

describe('Esc', () => {
  const viewAfter = (...keys: readonly string[]): View => pressing(untouched, ...keys).view

  test.each<readonly [string, readonly string[], View]>([
    ['the view before', ['3', '4', 'escape'], 'trace'],
    ['the one before that', ['3', '4', 'escape', 'escape'], 'lesson'],
    ['nowhere from where all began', ['escape', 'escape'], 'lesson'],
    [
      'the lesson in the end, however one went round',
      ['2', '1', '2', '1', '3', 'escape', 'escape', 'escape'],
      'lesson',
    ],
    ['Checks, from the lesson that was opened there', ['2', '1', 'escape'], 'checks'],
    ['the list, from an opened check', ['2', 'enter', 'escape'], 'checks'],
  ])('leads to %s', (_, keys, view) => {
    expect(viewAfter(...keys)).toBe(view)
    expect(pressing(untouched, ...keys).mode).toEqual({ type: 'reading' })
  })

  test('goes round in circles no longer than there are views', () => {
    const round = pressing(untouched, ...'234561234561'.split(''))
    expect(round.trail.toSorted()).toEqual(['checks', 'hints', 'map', 'solution', 'trace'])
  })

  test.each([
    ['a question', ['tab', 'enter']],
    ['a prediction', ['tab', 'tab', 'enter', 'x']],
    ['a search', ['/', 'x']],
    ['the help', ['?']],
  ])('leaves %s and stays in the view', (_, keys) => {
    expect(pressing(untouched, ...keys, 'escape')).toMatchObject({ mode: { type: 'reading' }, view: 'lesson' })
  })

  test('throws away a prediction that was not given', () => {
    const left = pressing(untouched, 'tab', 'tab', 'enter', 'x', 'escape')
    expect(memoryOf(left).answers).toEqual({})
    expect(pressing(left, 'enter').mode).toMatchObject({ type: 'typing', text: '' })
  })

  test('takes the cursor off a question', () => {
    expect(pressing(untouched, 'tab', 'escape').chosen.question).toBeUndefined()
  })

  test('ends a search before it goes back', () => {
    const searching = { ...pressing(untouched, '3'), search: 'port' }
    expect(pressing(searching, 'escape')).toMatchObject({ view: 'trace', search: undefined })
    expect(pressing(searching, 'escape', 'escape').view).toBe('lesson')
  })

  test('while a search is typed leaves the one before as it was', () => {
    expect(pressing({ ...untouched, search: 'port' }, '/', 'x', 'escape')).toMatchObject({ search: 'port' })
  })
})

describe('opening a view', () => {
  test('ends the search and what was open over the view before', () => {
    const check = pressing(untouched, '2', 'enter')
    expect(pressing({ ...untouched, search: 'port' }, '3')).toMatchObject({ view: 'trace', search: undefined })
    expect(pressing(check, '3')).toMatchObject({ view: 'trace', mode: { type: 'reading' } })
    expect(pressing(check, '2')).toMatchObject({ view: 'checks', mode: { type: 'reading' }, trail: ['lesson'] })
  })
})

describe('a resize', () => {
  test('changes the size alone', () => {
    const size = { columns: 132, rows: 50 }
    expect(after(running, { type: 'resize', size })).toEqual({ ...running, size })
  })
})

describe('an editor that closed', () => {
  test('with a problem says so', () => {
    const problem = 'vi could not be started'
    expect(after(untouched, { type: 'editor-closed', problem })).toEqual({ ...untouched, notice: problem })
  })

  test('without one leaves what was said while it was open', () => {
    const troubled = after(untouched, { type: 'trouble', sentence: 'progress was not saved' })
    expect(after(troubled, { type: 'editor-closed', problem: undefined }).notice).toBe('progress was not saved')
  })

  test('without one changes nothing', () => {
    expect(update(untouched, { type: 'editor-closed', problem: undefined })).toEqual([untouched, []])
  })
})

describe('trouble', () => {
  test('is said, and the session goes on', () => {
    const troubled = after(running, { type: 'trouble', sentence: 'progress was not saved' })
    expect(troubled).toEqual({ ...running, notice: 'progress was not saved' })
  })
})

describe('an opened lesson', () => {
  const open: SessionEvent = { type: 'lesson-opened', opened: openedNext }
  const busy = after(pressing(ran(passed, secondFailed), '2', 'j', '6', 'j'), save)

  test('begins with its text, and nothing of the lesson before on screen', () => {
    expect(after({ ...busy, search: 'port' }, open)).toMatchObject({
      opened: openedNext,
      view: 'lesson',
      trail: [],
      mode: { type: 'reading' },
      search: undefined,
      chosen: { check: undefined, hint: undefined, lesson: undefined, question: undefined },
      run: { phase: 'idle', last: undefined, problem: undefined, finished: [] },
    })
  })

  test('ends the run of the lesson before, whose verdict comes to nothing', () => {
    expect(effectsOf(busy, open)).toEqual([{ type: 'cancel-run' }])
    const later = after(busy, open)
    expect(update(later, { type: 'run-finished', run: busy.run.number, judged: allPassed })).toEqual([later, []])
    expect(effectsOf(ran(passed, secondFailed), open)).toEqual([])
  })

  test('runs its own checks under a number of their own', () => {
    const [run] = effectsOf(after(busy, open), save)
    expect(run).toMatchObject({ type: 'run-checks', run: busy.run.number + 2, checks: [{ id: 'parses' }] })
  })

  test('keeps how the trace is shown', () => {
    expect(after(pressing(untouched, '3', 'x', 'c'), open).trace).toMatchObject({ bodies: 'hex', lineEnds: 'shown' })
  })

  test('is where it was left, and so is the one before when it is opened again', () => {
    const scrolled = pressing(after(pressing(untouched, 'j', 'j'), open), 'j')
    expect(memoryOf(scrolled).places.lesson).toBe(1)
    expect(memoryOf(after(scrolled, { type: 'lesson-opened', opened })).places.lesson).toBe(2)
  })
})
