// Names as objects: the same object for the same spelling, found by its bytes, and never another's.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fieldName, isToken } from '../../src/http/index.ts'
import { read } from './support/read.ts'

describe('a name', () => {
  test.for<readonly [string, string | undefined]>([
    ['User-Agent', 'HTTP_USER_AGENT'],
    ['content-type', 'CONTENT_TYPE'],
    ['Content-Length', 'CONTENT_LENGTH'],
    ['X-A.b', 'HTTP_X_A.B'],
    ['X_A', undefined],
    ['Content_Length', undefined],
    ['Transfer-Encoding', undefined],
    ['__proto__', undefined],
  ])('%s has the key %s', ([wire, environKey]) => {
    expect(fieldName(wire)).toMatchObject({ wire, lower: wire.toLowerCase(), environKey })
  })

  test('is one object for one spelling', () => {
    expect(fieldName('X-One')).toBe(fieldName('X-One'))
    expect(fieldName('X-One')).not.toBe(fieldName('x-one'))
  })

  test.for<readonly [string, boolean]>([
    ['Connection', true],
    ['TRANSFER-ENCODING', true],
    ['trailers', true],
    ['Content-Length', false],
  ])('%s is about one connection: %s', ([wire, isHopByHop]) => {
    expect(fieldName(wire).isHopByHop).toBe(isHopByHop)
  })

  test.for(['', 'a b', 'a:', 'é', '(', '\0', 'Ā'])('%j is no token', wire => {
    expect(fieldName(wire).isToken).toBe(false)
    expect(isToken(wire)).toBe(false)
  })
})

test('names out of bytes are the names that were sent, also when there are more than the table holds', () => {
  const token = fc
    .stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,70}$/)
    .filter(name => !/^(?:host|connection|upgrade|expect|transfer-encoding|content-length)$/i.test(name))
  fc.assert(
    fc.property(fc.array(token, { minLength: 1, maxLength: 60 }), names => {
      const [first] = read(`GET / HTTP/1.1\r\nHost: a\r\n${names.map(name => `${name}: b\r\n`).join('')}\r\n`)
      expect(first).toMatchObject({ head: { fields: ['Host: a', ...names.map(name => `${name}: b`)] } })
    }),
    { numRuns: 200 },
  )
})

test('values are cut where they are, whatever their length and bytes', () => {
  const value = fc.stringMatching(/^(?:[!-~\x80-\xff](?:[\t -~\x80-\xff]{0,300}[!-~\x80-\xff])?)?$/)
  fc.assert(
    fc.property(fc.array(value, { maxLength: 20 }), values => {
      const [first] = read(`GET / HTTP/1.1\r\nHost: a\r\n${values.map(value => `A:\t${value} \r\n`).join('')}\r\n`)
      expect(first).toMatchObject({ head: { fields: ['Host: a', ...values.map(value => `A: ${value}`)] } })
    }),
  )
})

test('a control byte is found at every place of a value', () => {
  const octet = fc
    .oneof(fc.integer({ min: 0, max: 31 }), fc.constant(127))
    .filter(octet => ![9, 10, 13].includes(octet))
  fc.assert(
    fc.property(fc.nat({ max: 150 }), octet, fc.constantFrom('a', '\t', '\xff', ' '), (place, octet, filler) => {
      const text = `GET / HTTP/1.1\r\nHost: a\r\nA: b${filler.repeat(place)}${String.fromCharCode(octet)}${filler.repeat(9)}\r\n\r\n`
      expect(read(text)).toMatchObject([{ rule: 'control-byte', offset: 29 + place }])
    }),
  )
})
