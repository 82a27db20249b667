import { describe, expect, test } from 'vitest'
import { currentCheck, memoryOf, topOf, type PageFacts, type SessionState } from '../../../src/workbook/index.ts'
import { after, keyEvent, page, pressing, ran, secondFailed, sessionWith, untouched } from './sample.ts'

const at = (top: number): SessionState => sessionWith({ places: { lesson: top } })
const rowAfter = (state: SessionState, word: string, shown: PageFacts = page): number =>
  topOf(after(state, keyEvent(word, { page: shown })))

describe('scrolling', () => {
  // Twenty rows of a hundred: the last top is 80.
  test.each([
    ['down', 10, 11],
    ['j', 80, 80],
    ['up', 10, 9],
    ['k', 0, 0],
    ['pagedown', 10, 28],
    ['space', 70, 80],
    ['ctrl-f', 0, 18],
    ['pageup', 28, 10],
    ['b', 5, 0],
    ['ctrl-b', 80, 62],
    ['ctrl-d', 10, 20],
    ['ctrl-u', 10, 0],
    ['end', 10, 80],
    ['G', 80, 80],
    ['home', 10, 0],
    ['g', 0, 0],
  ])('by %s from row %i leads to row %i', (word, from, to) => {
    expect(rowAfter(at(from), word)).toBe(to)
  })

  test.each(['down', 'pagedown', 'end', 'ctrl-d'])('by %s stays on a page that is all on screen', word => {
    expect(rowAfter(untouched, word, { ...page, height: 7 })).toBe(0)
  })

  test('goes on from the last row shown when the place was on a taller page', () => {
    expect([rowAfter(at(500), 'up'), rowAfter(at(500), 'down')]).toEqual([79, 80])
  })

  test('always moves, however few rows there are', () => {
    const narrow = { ...page, rows: 1 }
    expect(['pagedown', 'ctrl-d', 'down'].map(word => rowAfter(at(10), word, narrow))).toEqual([11, 11, 11])
  })

  test('keeps the place of each view and of the help apart', () => {
    const scrolled = pressing(untouched, 'j', '3', 'j', 'j', '?', 'j', 'j', 'j')
    expect(topOf(scrolled)).toBe(3)
    expect(memoryOf(scrolled).places).toEqual({ lesson: 1, trace: 2 })
    expect(topOf(pressing(scrolled, '?', '1'))).toBe(1)
  })

  test('an opened check leaves the places of views alone', () => {
    const scrolled = pressing(untouched, '2', 'enter', 'j', 'j')
    expect([topOf(scrolled), memoryOf(scrolled).places]).toEqual([2, {}])
  })
})

describe('choosing', () => {
  test.each([
    ['checks', ['2', 'j'], 'pieces'],
    ['checks, up from the first', ['2', 'k'], 'simple'],
    ['checks, down from the last', ['2', 'j', 'j', 'j', 'down'], 'closes'],
    ['the trace of another check', ['3', 'right'], 'pieces'],
    ['the trace of the check before', ['3', ']', ']', '[', 'left'], 'simple'],
  ])('among %s stops at the ends', (_, keys, id) => {
    expect(currentCheck(pressing(untouched, ...keys))?.check.id).toBe(id)
  })

  test('goes on from the fault that the cursor was on by itself', () => {
    expect(currentCheck(pressing(ran(untouched, secondFailed), '2', 'j'))?.check.id).toBe('closes')
  })

  test.each([
    ['in Trace', ['3', 'j', 'j', 'right']],
    ['in Checks', ['3', 'j', 'j', '2', 'j', '3']],
  ])('another check %s shows its trace from the start', (_, keys) => {
    expect(topOf(pressing(untouched, ...keys))).toBe(0)
  })

  test('the same check once more, at the end of the list, leaves its trace where it is', () => {
    expect(topOf(pressing(untouched, '3', 'j', 'j', 'left'))).toBe(2)
  })

  test.each([
    ['lessons', ['6', 'j'], { lesson: 2 }],
    ['lessons, to the last', ['6', 'j', 'j', 'j', 'j'], { lesson: 3 }],
    ['lessons, to the first', ['6', 'k'], { lesson: 1 }],
  ])('among %s stops at the ends as well', (_, keys, chosen) => {
    expect(pressing(untouched, ...keys).chosen).toMatchObject(chosen)
  })

  test('a hint or a lesson that is not on screen shows it', () => {
    const below = { ...page, anchors: [{ id: 'lesson 2', top: 60, height: 5 }] }
    const above = { ...page, anchors: [{ id: 'lesson 1', top: 2, height: 5 }] }
    const tall = { ...page, anchors: [{ id: 'lesson 2', top: 60, height: 30 }] }
    const map = pressing(untouched, '6')
    const down = after(map, keyEvent('j', { page: below }))
    expect(topOf(down)).toBe(45)
    expect(topOf(after(down, keyEvent('k', { page: above })))).toBe(2)
    expect(topOf(after(map, keyEvent('j', { page: tall })))).toBe(60)
  })

  test('does nothing where there is nothing to choose', () => {
    const none = pressing(untouched, '4')
    const bare = { ...none, opened: { ...none.opened, lesson: { ...none.opened.lesson, hints: [], checks: [] } } }
    expect(pressing(bare, 'j').chosen.hint).toBeUndefined()
    expect(pressing(bare, '2', 'j', 'k').chosen.check).toBeUndefined()
  })

  test('an answer stops at the first and the last choice', () => {
    const quiz = pressing(untouched, 'tab', 'enter')
    const cursors = [['k'], ['j'], ['j', 'j'], ['j', 'j', 'down'], ['j', 'up']].map(
      keys => pressing(quiz, ...keys).mode,
    )
    expect(cursors).toEqual([0, 1, 2, 2, 0].map(cursor => ({ type: 'choosing', question: 0, cursor })))
  })
})

describe('Tab', () => {
  // Questions at 10, 40 and 70, eight rows each.
  test.each([
    ['the first question on screen', 0, ['tab'], 0],
    ['the first one below the top', 30, ['tab'], 1],
    ['the first of the text when there is none below', 80, ['tab'], 0],
    ['the next', 0, ['tab', 'tab'], 1],
    ['the first again after the last', 0, ['tab', 'tab', 'tab', 'tab'], 0],
    ['the one above the top, backwards', 50, ['shift-tab'], 1],
    ['the last when there is none above', 0, ['shift-tab'], 2],
    ['the one before', 0, ['tab', 'tab', 'shift-tab'], 0],
    ['the last again before the first', 0, ['tab', 'shift-tab'], 2],
  ])('goes to %s', (_, top, keys, question) => {
    expect(pressing(at(top), ...keys).chosen.question).toBe(question)
  })

  test('leaves the page where it is when all of the question is on screen', () => {
    expect(topOf(pressing(at(5), 'tab'))).toBe(5)
  })

  test('shows a little of what comes before a question', () => {
    expect(topOf(pressing(at(0), 'tab', 'tab'))).toBe(36)
    expect(rowAfter(pressing(at(0), 'tab'), 'tab', { ...page, rows: 8 })).toBe(38)
  })

  test('begins with what is shown when the place was on a taller page', () => {
    const near = { ...page, anchors: [10, 40, 85].map((top, number) => ({ id: `question ${number}`, top, height: 8 })) }
    expect(after(at(500), keyEvent('tab', { page: near })).chosen.question).toBe(2)
  })

  test('chooses also a question that the page does not tell of', () => {
    const blind = { ...page, anchors: [] }
    expect(after(at(7), keyEvent('tab', { page: blind })).chosen.question).toBe(0)
  })
})

describe('a search', () => {
  const found: PageFacts = { ...page, matches: [10, 30, 50] }
  const searching = (top: number): SessionState => ({ ...at(top), search: 'port' })

  test.each([
    ['n', 0, 10],
    ['n', 10, 30],
    ['n', 50, 10],
    ['N', 50, 30],
    ['N', 10, 50],
    ['N', 11, 10],
  ])('by %s from row %i goes to row %i, round the ends', (word, from, to) => {
    expect(rowAfter(searching(from), word, found)).toBe(to)
  })

  test('goes on from the last screen to the first match, however many that screen has', () => {
    const late: PageFacts = { ...page, matches: [10, 84, 95] }
    expect(rowAfter(searching(10), 'n', late)).toBe(80)
    expect(rowAfter(searching(80), 'n', late)).toBe(10)
    expect(rowAfter(searching(80), 'N', late)).toBe(10)
  })

  test('looks from the first row that is shown when the place was on a taller page', () => {
    const typed = pressing(at(500), '/', 'p')
    expect(topOf(after(typed, keyEvent('enter', { page: { ...page, matches: [10, 85] } })))).toBe(500)
    expect(rowAfter(searching(500), 'n', found)).toBe(10)
  })

  test('whose matches have gone says so and stays', () => {
    const none = after(searching(12), keyEvent('n'))
    expect([none.notice, topOf(none), none.search]).toEqual(['nothing here has “port”', 12, 'port'])
  })

  test.each([
    ['stays when a match is on screen', 5, 5],
    ['goes to the next match', 31, 50],
    ['goes to the first when none is below', 60, 10],
  ])('when it is typed %s', (_, from, to) => {
    expect(topOf(after(pressing(at(from), '/', 'p'), keyEvent('enter', { page: { ...found, rows: 10 } })))).toBe(to)
  })
})
