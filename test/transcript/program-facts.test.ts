// Transcripts that ask what a program prints and how it ends, and connect to nobody.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  asksProgramAlone,
  formatTranscript,
  matchPattern,
  parseTranscript,
  printedLinesOf,
  segmentationsOf,
  transcriptFromProgram,
} from '../../src/transcript/index.ts'
import { latin1From } from '../../src/http/index.ts'
import { wireBytes } from './arbitrary.ts'

const text =
  '# Without an argument it says how it is used\n# Somebody types it.\n#!argv:\n* prints usage: {any}\n* exits 1\n'

describe('a transcript of a program', () => {
  const transcript = parseTranscript(text)

  test('has what must be printed, with placeholders, and the exit code', () => {
    const [prints, exits] = transcript.steps.filter(step => step.type !== 'comment')
    expect(prints).toMatchObject({ type: 'prints', line: 4, source: 'prints usage: {any}' })
    expect(prints?.type === 'prints' && matchPattern(prints.pattern, 'usage: server APP')).toEqual({ matched: true })
    expect(exits).toMatchObject({ type: 'exits', line: 5, code: 1 })
    expect(transcript.properties).toEqual({ argv: [] })
  })

  test('is told from one that connects', () => {
    expect(asksProgramAlone(transcript)).toBe(true)
    expect(asksProgramAlone(parseTranscript('> GET / HTTP/1.1\n>\n* closed\n'))).toBe(false)
    expect(asksProgramAlone(parseTranscript('# nothing\n'))).toBe(false)
  })

  test('is written as it was read, and played in one way', () => {
    expect(formatTranscript(transcript)).toBe(text)
    expect(segmentationsOf(transcript, 1).map(({ name }) => name)).toEqual(['as written'])
  })

  test('keeps blanks in front of a line of output', () => {
    const [step] = parseTranscript('* prints   a b\n').steps
    expect(step?.type === 'prints' && step.pattern.source).toBe('  a b')
  })
})

describe('a recorded program', () => {
  test('asks for each line that is not blank, and for the end', () => {
    const printed = [new TextEncoder().encode('one {any}\n\ntwo \r\n'), new TextEncoder().encode('é')]
    expect(formatTranscript(transcriptFromProgram({ printed, exitCode: 3 }, { title: 'it ends' }))).toBe(
      '# it ends\n* prints one \\{any}\n* prints two\\x20\n* prints é\n* exits 3\n',
    )
  })

  test('of any bytes is met by those bytes', () => {
    fc.assert(
      fc.property(wireBytes, bytes => {
        const { steps } = transcriptFromProgram({ printed: [bytes], exitCode: undefined }, {})
        const lines = printedLinesOf(latin1From(bytes)).filter(line => line.trim() !== '')
        const met = steps.map((step, at) => step.type === 'prints' && matchPattern(step.pattern, lines[at]!).matched)
        expect(met).toEqual(lines.map(() => true))
      }),
    )
  })
})
