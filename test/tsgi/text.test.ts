// Proves the small things that read an environ: its URL, its text, its form.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latin1ToUtf8, parseForm, readForm, requestUrl } from '../../src/tsgi/index.ts'
import { environOf } from './support/exchange.ts'
import { inputOf } from './support/input.ts'

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

describe('requestUrl', () => {
  test.for<[Record<string, string>, string]>([
    [{}, 'http://127.0.0.1:8000/'],
    [{ SERVER_PORT: '80' }, 'http://127.0.0.1/'],
    [{ SERVER_PORT: '443', 'tsgi.url_scheme': 'https' }, 'https://127.0.0.1/'],
    [{ SERVER_PORT: '80', 'tsgi.url_scheme': 'https' }, 'https://127.0.0.1:80/'],
    [{ SERVER_NAME: '::1' }, 'http://[::1]:8000/'],
    [{ HTTP_HOST: 'example:81' }, 'http://example:81/'],
    [{ HTTP_HOST: '' }, 'http://127.0.0.1:8000/'],
    [{ SCRIPT_NAME: '/app', PATH_INFO: '/a b', HTTP_HOST: 'x' }, 'http://x/app/a%20b'],
    [{ PATH_INFO: '/caf\xc3\xa9?#%', HTTP_HOST: 'x' }, 'http://x/caf%C3%A9%3F%23%25'],
    [{ QUERY_STRING: 'a=%41&b', HTTP_HOST: 'x' }, 'http://x/?a=%41&b'],
  ])('%j: %s', ([changes, url]) => {
    expect(requestUrl(environOf(changes))).toBe(url)
  })
})

describe('latin1ToUtf8', () => {
  test.for<[string, string]>([
    ['', ''],
    ['/plain', '/plain'],
    ['/caf\xc3\xa9', '/café'],
    ['\xf0\x9f\x98\x80', '😀'],
    ['\xff\xc3', '\ufffd\ufffd'],
  ])('%j is %s', ([text, decoded]) => {
    expect(latin1ToUtf8(text)).toBe(decoded)
  })

  test('agrees with TextDecoder on any bytes', () => {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    const lead = fc.constantFrom(
      0x41,
      0x80,
      0x9f,
      0xa0,
      0xbf,
      0xc1,
      0xc2,
      0xdf,
      0xe0,
      0xed,
      0xef,
      0xf0,
      0xf4,
      0xf5,
      0xff,
    )
    const octets = fc.array(fc.oneof(lead, fc.nat(255)), { maxLength: 12 })
    fc.assert(
      fc.property(octets, octets => {
        const bytes = Uint8Array.from(octets)
        expect(latin1ToUtf8(latin1(bytes))).toBe(decoder.decode(bytes))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a form', () => {
  test.for<[string, [string, string][]]>([
    ['', []],
    [
      'a=1&b=2&a=3',
      [
        ['a', '1'],
        ['b', '2'],
        ['a', '3'],
      ],
    ],
    [
      'a=b=c&d&=e&&',
      [
        ['a', 'b=c'],
        ['d', ''],
        ['', 'e'],
      ],
    ],
    ['name=J%C3%BCrgen+M%26', [['name', 'Jürgen M&']]],
    ['%zz=%', [['%zz', '%']]],
  ])('%j', async ([body, fields]) => {
    expect(parseForm(body)).toEqual(fields)
    expect(await readForm(environOf({ 'tsgi.input': inputOf(body) }))).toEqual(fields)
    expect([...new URLSearchParams(body)]).toEqual(fields)
  })
})
