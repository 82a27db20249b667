// Text to transcript and back gives the same text.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatTranscript, parseTranscript } from '../../src/transcript/index.ts'
import { validText } from './arbitrary.ts'

describe('formatting', () => {
  test('gives any valid text back', () => {
    fc.assert(
      fc.property(validText, text => {
        expect(formatTranscript(parseTranscript(text))).toBe(text)
      }),
      { seed: 1, numRuns: 500 },
    )
  })

  test('and parsing gives any transcript back', () => {
    fc.assert(
      fc.property(validText, text => {
        const transcript = parseTranscript(text, 'a.trace')
        expect(parseTranscript(formatTranscript(transcript), 'a.trace')).toEqual(transcript)
      }),
      { seed: 2, numRuns: 300 },
    )
  })

  test.each(['', '\n', '> \n', '>\n', '> x\n< HTTP/1.1 200 OK\n<\n< \n<\n', '#\n# \n#x\n \n\t\n* closed \n'])(
    'keeps %j as it is',
    text => {
      expect(formatTranscript(parseTranscript(text))).toBe(text)
    },
  )

  test.each([
    ['CRLF line ends', '> x\r\n* closed\r\n'],
    ['a byte order mark', '\uFEFF> x\n* closed\n'],
    ['a missing last line end', '> x\n* closed'],
  ])('makes %s plain', (_, text) => {
    expect(formatTranscript(parseTranscript(text))).toBe('> x\n* closed\n')
  })
})
