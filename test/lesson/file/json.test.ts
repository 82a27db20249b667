// JSON as JSON.parse reads it, with the place of every value, and of what is wrong.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { JsonFault, parseJson, type JsonNode } from '../../../src/lesson/file/json.ts'

const valueOf = (node: JsonNode): unknown => {
  if (node.type === 'object')
    return Object.fromEntries(node.members.map(({ key, value }) => [key, valueOf(value)] as const))
  return node.type === 'list' ? node.items.map(valueOf) : node.value
}

const faultIn = (text: string): unknown => {
  try {
    return parseJson(text)
  } catch (error) {
    return error instanceof JsonFault ? { expected: error.expected, rest: text.slice(error.offset) } : error
  }
}

const anyValue = fc.jsonValue({ maxDepth: 6 })

describe('JSON', () => {
  test('means what it means to JSON.parse, however it is laid out', () => {
    fc.assert(
      fc.property(anyValue, fc.constantFrom(undefined, 1, '\t', '\r\n '), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent)
        expect(valueOf(parseJson(text))).toEqual(JSON.parse(text))
      }),
    )
  })

  test('gives every value its place', () => {
    const places = (text: string, node: JsonNode): unknown => {
      if (node.type === 'object') return node.members.every(({ value }) => places(text, value))
      if (node.type === 'list') return node.items.every(item => places(text, item))
      return text.startsWith(JSON.stringify(node.value), node.offset)
    }
    fc.assert(
      fc.property(anyValue, value => {
        const text = JSON.stringify(value, undefined, 2)
        expect(places(text, parseJson(text))).toBe(true)
      }),
    )
  })

  test('that JSON.parse refuses is refused, and the other way round', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"b"',
      '"',
      '\\',
      '1',
      '-',
      '.5',
      'e9',
      'true',
      'nul',
      ' ',
      '\n',
      '\x00',
    ]
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map(parts => parts.join(''))
    const isJson = (text: string): boolean => {
      try {
        return JSON.parse(text) !== undefined
      } catch {
        return false
      }
    }
    fc.assert(
      fc.property(texts, text => {
        const found = faultIn(text)
        if (found instanceof Error) throw found
        const isTwice = JSON.stringify(found).includes('each field once')
        expect(typeof found === 'object' && found !== null && 'rest' in found && !isTwice).toBe(
          !isJson(text) && !isTwice,
        )
      }),
      { numRuns: 2000 },
    )
  })

  test.each([
    ['nothing', '', 'a value: a string, a number, a list or an object', ''],
    ['a comma before a bracket', '{ "a": 1, }', 'the name of a field in double quotes', '}'],
    ['a comma that is missing', '[1 2]', 'a comma or ]', '2]'],
    ['a colon that is missing', '{ "a" 1 }', 'a colon', '1 }'],
    ['a bracket that is missing', '{ "a": [1, 2 }', 'a comma or ]', '}'],
    ['a field without quotes', '{ a: 1 }', 'the name of a field in double quotes', 'a: 1 }'],
    ['single quotes', "['a']", 'a value: a string, a number, a list or an object', "'a']"],
    ['a comment', '// a\n{}', 'a value: a string, a number, a list or an object', '// a\n{}'],
    ['more than one value', '{} {}', 'the end of the file', '{}'],
    ['a field that is there twice', '{ "a": 1, "a": 2 }', 'each field once', '"a": 2 }'],
    ['a string that does not end', '["ab', 'a string that ends in its line, with escapes of JSON', ''],
    ['a string over two lines', '["a\nb"]', 'a string that ends in its line, with escapes of JSON', '\nb"]'],
    ['an escape that JSON has not', '["a\\x41"]', 'a string that ends in its line, with escapes of JSON', '\\x41"]'],
    ['a number with a zero before it', '[07]', 'a comma or ]', '7]'],
    ['NaN', '[NaN]', 'a value: a string, a number, a list or an object', 'NaN]'],
  ])('shows the place of %s', (_, text, expected, rest) => {
    expect(faultIn(text)).toEqual({ expected, rest })
  })

  test('may be forty values deep and no deeper, however much is open', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(valueOf(parseJson(nested(41)))).toEqual(JSON.parse(nested(41)))
    expect(faultIn('['.repeat(500_000))).toMatchObject({ expected: 'no more than 40 values inside each other' })
  })

  test.each([
    ['one long string', `"${'é\\n'.repeat(300_000)}"`],
    ['a hundred thousand fields', `{${Array.from({ length: 100_000 }, (_, at) => `"field${at}":0`).join()}}`],
    ['spaces without end', `[${' '.repeat(900_000)}]`],
  ])('of a million bytes is read at once: %s', (_, text) => {
    expect(valueOf(parseJson(text))).toEqual(JSON.parse(text))
  })
})
