// What is read of correct requests, by section of RFC 9112: the same however the bytes are cut.

import { describe, expect, test } from 'vitest'
import type { Limits, RequestHead } from '../../src/http/index.ts'
import { readEveryWay } from './support/read.ts'

type Row = readonly [title: string, text: string, head: Partial<Record<keyof RequestHead, unknown>>]

const get = (target: string) => `GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`
const withLines = (...lines: readonly string[]) => ['GET / HTTP/1.1', 'Host: a', ...lines, '\r\n'].join('\r\n')
const post = (...lines: readonly string[]) => ['POST / HTTP/1.1', 'Host: a', ...lines, '\r\n'].join('\r\n')
const old = (...lines: readonly string[]) => ['GET / HTTP/1.0', ...lines, '\r\n'].join('\r\n')

const hosts = [
  'a.example',
  'a:',
  'a:8080',
  '127.0.0.1:80',
  '[::1]',
  '[2001:db8::1]:8080',
  '[::ffff:1.2.3.4]',
  '[v1.a:b]',
  'a%41',
  "!$&'()*+,;=",
]

const sections: Readonly<Record<string, readonly Row[]>> = {
  '§2.2, lines': [
    ['an empty line before a request is ignored', `\r\n${get('/')}`, { method: 'GET', target: '/' }],
    ['nothing but the request', get('/'), { protocol: 'HTTP/1.1', version: '1.1', bodyKind: 'none', keepAlive: true }],
  ],
  '§2.3, the version': [
    ['1.0 needs no Host', old(), { protocol: 'HTTP/1.0', version: '1.0' }],
    [
      'a later minor version follows the rules of 1.1',
      'GET / HTTP/1.9\r\nHost: a\r\n\r\n',
      { protocol: 'HTTP/1.9', version: '1.1' },
    ],
  ],
  '§3.1, the method': [
    ['any token is one', "M-SEARCH!#$%&'*+.^_`|~ / HTTP/1.1\r\nHost: a\r\n\r\n", { method: "M-SEARCH!#$%&'*+.^_`|~" }],
    ['its case is kept', 'get / HTTP/1.1\r\nHost: a\r\n\r\n', { method: 'get' }],
  ],
  '§3.2, the target': [
    ['origin form', get('/a/b?c=d'), { form: 'origin', target: '/a/b?c=d', path: '/a/b', query: 'c=d', host: 'a' }],
    ['an empty query', get('/a?'), { path: '/a', query: '' }],
    ['a query with marks of its own', get('/?a?b=/../%'), { path: '/', query: 'a?b=/../%' }],
    ['slashes and dots are kept', get('//a/./../b//'), { path: '//a/./../b//', form: 'origin' }],
    ['escapes are kept', get('/%C3%A9%2f%00'), { path: '/%C3%A9%2f%00' }],
    ['what browsers send as it is', get('/"<>[]\\^`{|}'), { path: '/"<>[]\\^`{|}' }],
    [
      'absolute form',
      get('http://b:81/c?d'),
      { form: 'absolute', path: '/c', query: 'd', host: 'b:81', fields: ['Host: b:81'] },
    ],
    ['absolute form, https, no path', get('HTTPS://b'), { form: 'absolute', path: '/', host: 'b' }],
    ['absolute form, a query and no path', get('http://b?c'), { path: '/', query: 'c', host: 'b' }],
    ['absolute form, an address', get('http://[::1]:80/'), { host: '[::1]:80' }],
    ['authority form', 'CONNECT b:443 HTTP/1.1\r\nHost: b\r\n\r\n', { form: 'authority', path: '', host: 'b:443' }],
    ['asterisk form', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n', { form: 'asterisk', path: '*', host: 'a' }],
    [
      'absolute form that asks for the server',
      'OPTIONS http://b:81 HTTP/1.1\r\nHost: b\r\n\r\n',
      { form: 'absolute', path: '*' },
    ],
  ],
  '§3.2, Host': hosts.map((host): Row => [`${host} is one`, `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`, { host }]),
  '§5, field lines': [
    [
      'whitespace around a value is left out',
      withLines('A:b', 'C: \t d \t ', 'E:'),
      { fields: ['Host: a', 'A: b', 'C: d', 'E: '] },
    ],
    [
      'order, case and repeats are kept',
      withLines('b: 1', 'A: 2', 'B: 3', 'b: 1'),
      { fields: ['Host: a', 'b: 1', 'A: 2', 'B: 3', 'b: 1'] },
    ],
    [
      'a value may hold colons, tabs and bytes beyond ASCII',
      withLines('A: b: c\td\xe9\x80\xff'),
      { fields: ['Host: a', 'A: b: c\td\xe9\x80\xff'] },
    ],
    [
      'a name may be any token',
      withLines("!#$%&'*+-.^_`|~09azAZ: b"),
      { fields: ['Host: a', "!#$%&'*+-.^_`|~09azAZ: b"] },
    ],
    [
      'names of other objects are names',
      withLines('__proto__: a', 'constructor: b'),
      { fields: ['Host: a', '__proto__: a', 'constructor: b'] },
    ],
    ['a name of 100 bytes', withLines(`${'n'.repeat(100)}: a`), { fields: ['Host: a', `${'n'.repeat(100)}: a`] }],
    [
      'a value longer than a window',
      withLines(`A: ${'v'.repeat(3000)}`, 'B: c'),
      { fields: ['Host: a', `A: ${'v'.repeat(3000)}`, 'B: c'] },
    ],
  ],
  '§6, framing': [
    ['a length', `${post('Content-Length: 5')}hello`, { bodyKind: 'length', contentLength: 5 }],
    ['a length of 0', post('Content-Length: 0'), { bodyKind: 'length', contentLength: 0 }],
    ['a length with leading zeros', `${post('Content-Length: 0000000000000000000005')}hello`, { contentLength: 5 }],
    ['chunked, in any case', `${post('transfer-encoding: CHUNKED')}0\r\n\r\n`, { bodyKind: 'chunked' }],
    ['chunked, among empty elements', `${post('Transfer-Encoding: ,\t, chunked ,')}0\r\n\r\n`, { bodyKind: 'chunked' }],
    ['a body of a GET', `${withLines('Content-Length: 5')}hello`, { bodyKind: 'length' }],
    ['no body where nothing says so', post(), { bodyKind: 'none' }],
  ],
  '§9.3, keeping the connection': [
    ['1.1 keeps it', withLines(), { keepAlive: true }],
    ['close does not', withLines('Connection: close'), { keepAlive: false }],
    ['close in a list, in any case', withLines('Connection: foo ,CLOSE'), { keepAlive: false }],
    ['close wins', withLines('Connection: keep-alive', 'Connection: close'), { keepAlive: false }],
    ['1.0 does not', old(), { keepAlive: false }],
    ['1.0 with keep-alive does', old('Connection: Keep-Alive'), { keepAlive: true }],
    ['close is a whole word', withLines('Connection: closed'), { keepAlive: true }],
  ],
  'RFC 9110 §7.8 and §10.1.1': [
    [
      'an upgrade that Connection names',
      withLines('Connection: upgrade', 'Upgrade: websocket'),
      { upgrade: 'websocket' },
    ],
    ['an upgrade that it does not', withLines('Upgrade: websocket'), { upgrade: undefined }],
    ['several upgrades', withLines('Connection: Upgrade', 'Upgrade: a', 'Upgrade: b'), { upgrade: 'a, b' }],
    ['no upgrade in 1.0', old('Connection: upgrade', 'Upgrade: a'), { upgrade: undefined }],
    ['an expectation', `${post('Content-Length: 1', 'Expect: 100-Continue')}a`, { expectsContinue: true }],
    ['an expectation without a body', post('Expect: 100-continue'), { expectsContinue: false }],
    [
      'an expectation with an empty body',
      post('Content-Length: 0', 'Expect: 100-continue'),
      { expectsContinue: false },
    ],
    ['an expectation in 1.0', `POST / HTTP/1.0\r\nContent-Length: 1\r\nExpect: x\r\n\r\na`, { expectsContinue: false }],
  ],
}

describe.for(Object.entries(sections))('%s', ([, rows]) => {
  test.for(rows)('%s', ([, text, wanted]) => {
    const told = readEveryWay(text)
    const [first] = told
    if (first?.type !== 'head') throw new Error(JSON.stringify(told))
    const shown = Object.fromEntries(Object.keys(wanted).map(key => [key, first.head[key]]))
    expect(shown).toEqual(wanted)
    expect(told.at(-1)!.type).toBe('end')
  })
})

describe('§7.1, chunks', () => {
  const chunked = (...lines: readonly string[]) => `${post('Transfer-Encoding: chunked')}${lines.join('\r\n')}`

  test.for<readonly [string, string, string, readonly string[]]>([
    ['no chunk', chunked('0', '', ''), '', []],
    ['a chunk', chunked('5', 'hello', '0', '', ''), 'hello', []],
    ['several chunks', chunked('1', 'a', '2', 'bc', '0', '', ''), 'abc', []],
    [
      'sizes in either case, with leading zeros',
      chunked('00A', '0123456789', '0b', '0123456789a', '000', '', ''),
      '01234567890123456789a',
      [],
    ],
    ['data that looks like chunks', chunked('7', '0\r\n\r\nGE', '0', '', ''), '0\r\n\r\nGE', []],
    ['extensions', chunked('1;a;b=c;d="e;\\"\t\xe9"', 'f', '0;g', '', ''), 'f', []],
    ['extensions with blanks where a reader must bear them', chunked('1 ; a = b ;\tc="d"', 'f', '0', '', ''), 'f', []],
    ['trailers', chunked('1', 'a', '0', 'B: c', 'D:  e ', '', ''), 'a', ['B: c', 'D: e']],
  ])('%s', ([, text, body, trailers]) => {
    const told = readEveryWay(text)
    expect(told.slice(1)).toEqual([...(body === '' ? [] : [{ type: 'body', text: body }]), { type: 'end', trailers }])
  })
})

describe('limits are the last that is taken', () => {
  test.for<readonly [string, Partial<Limits>]>([
    [`\r\n\r\n${get('/')}`, { blankLines: 2 }],
    [get('/'), { startLineBytes: 'GET / HTTP/1.1\r\n'.length, methodBytes: 3 }],
    [get('/'), { fieldBytes: 'Host: a\r\n\r\n'.length, fieldLines: 1 }],
    [`${post('Content-Length: 5')}hello`, { bodyBytes: 5 }],
    [`${post('Transfer-Encoding: chunked')}5\r\nhello\r\n0\r\n\r\n`, { bodyBytes: 5 }],
    [`${post('Transfer-Encoding: chunked')}5;a\r\nhello\r\n0;a\r\n\r\n`, { chunkLineBytes: 5, chunkExtensionBytes: 4 }],
  ])('%j with %j', ([text, limits]) => {
    expect(readEveryWay(text, { limits }).at(-1)).toMatchObject({ type: 'end' })
  })
})
