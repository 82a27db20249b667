// One `*` line to an act of the client or a fact about the connection or the program. Knows no other line.

import { foundText, parseEndedPattern } from './parse-text.ts'
import { faultAt, sliceOf, sliceText, type Slice } from './source-line.ts'
import type { ActStep, Pattern } from './transcript.ts'

/** An act without its place in the file. */
type DistributiveOmit<Union, Keys extends PropertyKey> = Union extends unknown ? Omit<Union, Keys> : never
type Act = DistributiveOmit<ActStep, 'line' | 'source'>

const plain = [
  'split',
  'half-close',
  'reset',
  'stop-reading',
  'read-on',
  'closed',
  'cut-off',
  'unfinished',
  'open',
] as const
const timed = ['pause', 'waiting', 'within'] as const
const known =
  'split, pause 30 ms, half-close, connection NAME, reset, stop-reading, read-on, closed, cut-off, unfinished, open, waiting 100 ms, within 200 ms, prints TEXT or exits 1'

/** A transcript never waits longer than this for one line. */
const longestMs = 600_000

/** `slice` is what follows the role. Throws TranscriptError for an unknown act, a bad number or unit, a bad name. */
export function parseAct(slice: Slice): ActStep {
  return { line: slice.line.number, source: sliceText(slice), ...actOf(slice) }
}

function actOf(slice: Slice): Act {
  const [, word = '', rest = ''] = /^(\S*) ?(.*?)\s*$/s.exec(sliceText(slice)) ?? []
  const argument = sliceOf(
    slice.line,
    slice.start + word.length + 1,
    Math.min(slice.start + word.length + 1 + rest.length, slice.end),
  )
  const name = plain.find(name => name === word)
  if (name !== undefined && rest === '') return { type: name }
  if (name !== undefined)
    throw faultAt(slice.line, argument.start, {
      problem: `${name} takes nothing`,
      expected: 'the end of the line',
      found: foundText(argument),
    })
  const timedName = timed.find(name => name === word)
  if (timedName !== undefined) return { type: timedName, ms: readMs(argument, timedName) }
  if (word === 'connection') return { type: word, name: readName(argument) }
  if (word === 'prints') return { type: word, pattern: readLine(argument) }
  if (word === 'exits') return { type: word, code: readCode(argument) }
  throw faultAt(slice.line, slice.start, { problem: 'unknown act', expected: known, found: foundText(slice) })
}

function readMs(argument: Slice, name: string): number {
  const text = sliceText(argument)
  const ms = /^([0-9]{1,9}) ms$/.exec(text)?.[1]
  if (ms === undefined) {
    const isNumber = /^[0-9]+(?![0-9.,])/.exec(text)?.[0].length ?? 0
    throw faultAt(argument.line, argument.start + isNumber, {
      problem: 'bad time',
      expected: `${name} N ms, N a whole number`,
      found: foundText(argument),
    })
  }
  if (Number(ms) > longestMs)
    throw faultAt(argument.line, argument.start, {
      problem: 'a time that is too long',
      expected: `at most ${longestMs} ms`,
      found: text,
    })
  return Number(ms)
}

function readName(argument: Slice): string {
  if (/^[A-Za-z0-9_-]+$/.test(sliceText(argument))) return sliceText(argument)
  throw faultAt(argument.line, argument.start, {
    problem: 'bad name of a connection',
    expected: 'letters and digits, such as B',
    found: foundText(argument),
  })
}

/** Placeholders and escapes as in `<` lines. How the program ends its line is its own business. */
function readLine(argument: Slice): Pattern {
  const { pattern, end } = parseEndedPattern(argument)
  if (end === 'line' && argument.start < argument.end) return pattern
  throw faultAt(argument.line, argument.start < argument.end ? argument.end - 1 : argument.start, {
    problem: 'bad line of output',
    expected: 'prints TEXT, a whole line without its end',
    found: foundText(argument),
  })
}

const largestCode = 255

function readCode(argument: Slice): number {
  const text = sliceText(argument)
  if (/^[0-9]{1,3}$/.test(text) && Number(text) <= largestCode) return Number(text)
  throw faultAt(argument.line, argument.start, {
    problem: 'bad exit code',
    expected: `exits N, N a whole number up to ${largestCode}`,
    found: foundText(argument),
  })
}
