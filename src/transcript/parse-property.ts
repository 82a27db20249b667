// One `#!key: value` line to a property of the check. Knows no other line.

import { foundText } from './parse-text.ts'
import { splitShellWords } from './shell-words.ts'
import { faultAt, sliceOf, sliceText, type Slice, type SourceLine } from './source-line.ts'
import type { Properties } from './transcript.ts'

const readers = {
  id: value => ({ id: oneWord(value) }),
  app: value => ({ app: someText(value) }),
  argv: value => ({ argv: words(value) }),
  points: value => ({ points: wholeNumber(value) }),
  until: value => ({ until: someText(value) }),
  replay: value => ({ replay: oneOf(value, ['as-written']) }),
  hidden: value => ({ hidden: oneOf(value, ['true', 'false']) === 'true' }),
} as const satisfies Readonly<Record<keyof Properties, (value: Slice) => Properties>>

const form = '#!key: value'
const known = [...Object.keys(readers), 'means'].join(', ')

/** `properties` with what the line sets. Throws TranscriptError for an unknown key, one set before, or a bad value. */
export function parseProperty(line: SourceLine, properties: Properties): Properties {
  const match = /^#!([^:\s]*)(:?)[ \t]*(.*?)[ \t]*$/s.exec(line.text)
  const key = match?.[1] ?? ''
  if (!isKnown(key))
    throw faultAt(line, 2, {
      problem: 'unknown property',
      expected: known,
      found: foundText(sliceOf(line, 2, 2 + key.length)),
    })
  if (match?.[2] !== ':')
    throw faultAt(line, 2 + key.length, {
      problem: 'a property without a value',
      expected: form,
      found: foundText(sliceOf(line, 2 + key.length)),
    })
  if (properties[key] !== undefined)
    throw faultAt(line, 2, { problem: `${key} is set twice`, expected: `one #!${key} line`, found: 'another' })
  const value = match[3] ?? ''
  const start = line.text.indexOf(value, 3 + key.length)
  return { ...properties, ...readers[key](sliceOf(line, start, start + value.length)) }
}

function isKnown(key: string): key is keyof Properties {
  return Object.hasOwn(readers, key)
}

function bad(value: Slice, expected: string): Error {
  return faultAt(value.line, value.start, { problem: 'bad value of a property', expected, found: foundText(value) })
}

function someText(value: Slice): string {
  if (value.start === value.end) throw bad(value, 'a value')
  return sliceText(value)
}

function oneWord(value: Slice): string {
  if (!/^\S+$/.test(sliceText(value))) throw bad(value, 'one word')
  return sliceText(value)
}

function words(value: Slice): readonly string[] {
  return splitShellWords(sliceText(value), (index, problem) => faultAt(value.line, value.start + index, problem)).map(
    word => word.text,
  )
}

function wholeNumber(value: Slice): number {
  if (!/^[0-9]{1,6}$/.test(sliceText(value))) throw bad(value, 'a whole number')
  return Number(sliceText(value))
}

function oneOf<Choice extends string>(value: Slice, choices: readonly Choice[]): Choice {
  const choice = choices.find(choice => choice === sliceText(value))
  if (choice === undefined) throw bad(value, choices.join(' or '))
  return choice
}
