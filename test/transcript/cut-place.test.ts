// Where a cut falls, in bytes and lines.

import { expect, test } from 'vitest'
import { cutPlaceOf, parseTranscript } from '../../src/transcript/index.ts'

const transcript = parseTranscript('# two\n> ab\n> cd\n* connection B\n> ef\n* connection A\n> gh\\n\n> i\n')

test.each([
  [1, { connection: 'A', byte: 1, line: 2, place: 'inside a line' }],
  [3, { connection: 'A', byte: 3, line: 2, place: 'inside a CRLF' }],
  [4, { connection: 'A', byte: 4, line: 2, place: 'after a line' }],
  [5, { connection: 'A', byte: 5, line: 3, place: 'inside a line' }],
  [11, { connection: 'B', byte: 3, line: 5, place: 'inside a CRLF' }],
  [15, { connection: 'A', byte: 11, line: 7, place: 'after a line' }],
  [16, { connection: 'A', byte: 12, line: 8, place: 'inside a line' }],
  [0, undefined],
  [8, undefined],
  [99, undefined],
])('a cut after byte %i of all is named by connection, byte, line and what it parts', (cut, place) => {
  expect(cutPlaceOf(transcript, cut)).toEqual(place)
})
