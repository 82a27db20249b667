// The lines of a trace stand for all of its bytes and show none of them as they are, whatever the bytes are.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinBytes } from '../../src/http/index.ts'
import { escapeBytes, linesOf, type TraceLine } from '../../src/trace/index.ts'
import { messageBytes, segmentsOf } from './arbitrary.ts'
import { printed, received, sent, traceOf } from './events.ts'
import { textOf } from './shown.ts'

describe('the lines of any bytes', () => {
  const cut = messageBytes.chain(segmentsOf)
  const options = fc.record({
    lineEnds: fc.constantFrom('shown', 'hidden'),
    bodies: fc.constantFrom('pretty', 'wire', 'hex'),
    foldAfterBytes: fc.constantFrom(4, 4096),
  })

  test('have no control character', () => {
    fc.assert(
      fc.property(cut, cut, messageBytes, options, (asked, answered, output, options) => {
        const events = [...asked.map(bytes => sent(bytes)), printed(output), ...answered.map(bytes => received(bytes))]
        const text = linesOf(traceOf(...events), options)
          .map(textOf)
          .join('')
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u)
      }),
    )
  })

  test('have every byte in one line, in order, with line ends shown and nothing folded', () => {
    const bodies = fc.constantFrom('wire' as const, 'hex' as const)
    fc.assert(
      fc.property(cut, cut, bodies, (asked, answered, bodies) => {
        const trace = traceOf(...asked.map(bytes => sent(bytes)), ...answered.map(bytes => received(bytes)))
        const lines = linesOf(trace, { lineEnds: 'shown', bodies })
        expect(bytesIn(lines, '>')).toEqual(rangesOf(joinBytes(asked).length))
        expect(bytesIn(lines, '<')).toEqual(rangesOf(joinBytes(answered).length))
      }),
    )
  })

  test('have the text of their bytes', () => {
    fc.assert(
      fc.property(messageBytes, bytes => {
        const lines = linesOf(traceOf(received(bytes)), { bodies: 'wire', lineEnds: 'shown' })
        const wrong = lines.filter(line => line.range !== undefined && textOf(line) !== plain(bytes.subarray(line.range.start, line.range.end))) // prettier-ignore
        expect(wrong).toEqual([])
      }),
    )
  })
})

/** The joints of the ranges of one side: `0 16 25`. */
function bytesIn(lines: readonly TraceLine[], role: string): readonly string[] {
  const ranges = lines.filter(line => line.role === role).flatMap(({ range }) => range ?? [])
  const gaps = ranges.filter(({ start }, index) => start !== (ranges[index - 1]?.end ?? 0))
  return [...gaps.map(({ start }) => `a gap before ${start}`), `up to ${ranges.at(-1)?.end ?? 0}`]
}

function rangesOf(end: number): readonly string[] {
  return [`up to ${end}`]
}

function plain(bytes: Uint8Array): string {
  const text = escapeBytes(bytes)
  return text.endsWith('\\n') && bytes.at(-1) === 10 ? `${withoutEnd(text)}${bytes.at(-2) === 13 ? '␍␊' : '␊'}` : text
}

function withoutEnd(text: string): string {
  return text.replace(/(\\r)?\\n$/, '')
}
