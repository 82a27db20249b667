import { describe, expect, test } from 'vitest'
import { update, type SessionEvent, type SessionState } from '../../../src/workbook/index.ts'
import { after, keyEvent, keyFrom, page, pressing, untouched } from './sample.ts'

describe('typing', () => {
  const searching = pressing(untouched, '/')
  const predicting = pressing(untouched, 'tab', 'tab', 'enter')
  const textAfter = (state: SessionState, ...events: readonly SessionEvent[]): string | undefined => {
    const { mode } = after(state, ...events)
    return mode.type === 'searching' || mode.type === 'typing' ? mode.text : undefined
  }

  test.each([
    ['a search', searching],
    ['a prediction', predicting],
  ])('%s takes every key that types', (_, state) => {
    const keys = ['q', '1', '?', 'n', 'space', 'G', '中', 'z'].map(word => keyEvent(word))
    expect(textAfter(state, ...keys)).toBe('q1?n G中z')
  })

  test.each(['up', 'pagedown', 'f1', 'tab', 'ctrl-f'])('takes nothing from %s', word => {
    expect(textAfter(searching, keyEvent('a'), keyEvent(word))).toBe('a')
  })

  test('takes no letter that comes with Alt', () => {
    const key = { ...keyFrom('a'), alt: true }
    expect(textAfter(searching, { type: 'key', key, page, sinceSameMs: undefined })).toBe('')
  })

  test.each([
    ['a letter', 'ab', 'a'],
    ['a whole character of two code units', 'a😀', 'a'],
    ['nothing when nothing is left', '', ''],
  ])('Backspace erases %s', (_, text, left) => {
    expect(textAfter(searching, { type: 'paste', text }, keyEvent('backspace'))).toBe(left)
  })

  test.each([
    ['a line as it is', 'GET / HTTP/1.1', 'GET / HTTP/1.1'],
    ['the first line of several', 'one\ntwo', 'one'],
    ['the first line of several that end in CRLF', 'one\r\ntwo\r\n', 'one'],
    ['the first line of several that end in CR', 'one\rtwo', 'one'],
    ['nothing of a line end', '\n', ''],
    ['whole characters of a long line', `x${'😀'.repeat(9000)}`, `x${'😀'.repeat(499)}`],
    ['no more than can be read', 'x'.repeat(9000), 'x'.repeat(500)],
  ])('by a paste takes %s', (_, text, typed) => {
    expect(textAfter(searching, { type: 'paste', text })).toBe(typed)
    expect(textAfter(predicting, { type: 'paste', text })).toBe(typed)
  })

  test('by a paste goes on where the keys were', () => {
    expect(textAfter(searching, keyEvent('a'), { type: 'paste', text: 'bc' }, keyEvent('d'))).toBe('abcd')
  })

  test.each([
    ['reading', untouched],
    ['in the help', pressing(untouched, '?')],
    ['choosing an answer', pressing(untouched, 'tab', 'enter')],
  ])('by a paste does nothing while %s: it is no row of keys', (_, state) => {
    expect(update(state, { type: 'paste', text: 'rrrq' })).toEqual([state, []])
  })
})
