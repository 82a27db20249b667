// An application that answers in every way, by path, and what a client has to see of each.

import { gzipSync } from 'node:zlib'
import type { Application, Body, HeaderList } from '../../../src/tsgi/index.ts'
import { bytes } from './applications.ts'

export type Way = {
  readonly status?: string
  readonly headers?: HeaderList
  readonly body: () => Body | Promise<Body>
  /** What the client has to have in the end, a character for each byte. */
  readonly expected: string
}

const everyByte = Uint8Array.from({ length: 256 }, (_, octet) => octet)
const long = 'x'.repeat(1_000_000)

function* pieces(...texts: readonly string[]) {
  for (const text of texts) yield bytes(text)
}

async function* laterPieces(...texts: readonly string[]) {
  for (const text of texts) {
    await new Promise(resolve => setImmediate(resolve))
    yield bytes(text)
  }
}

export const ways: Readonly<Record<string, Way>> = {
  text: { body: () => [bytes('hello')], expected: 'hello' },
  'two-chunks': { body: () => [bytes('one'), bytes('two')], expected: 'onetwo' },
  nothing: { body: () => [], expected: '' },
  'empty-chunks': { body: () => [bytes(''), bytes('a'), bytes('')], expected: 'a' },
  'every-byte': { body: () => [everyByte], expected: String.fromCharCode(...everyByte) },
  long: { body: () => [bytes(long)], expected: long },
  generator: { body: () => pieces('one', '', 'two'), expected: 'onetwo' },
  'generator-of-nothing': { body: () => pieces(), expected: '' },
  'async-generator': { body: () => laterPieces('one', 'two', long), expected: `onetwo${long}` },
  'later-body': { body: () => Promise.resolve([bytes('later')]), expected: 'later' },
  'own-length': { headers: [['Content-Length', '6']], body: () => pieces('one', 'two'), expected: 'onetwo' },
  'no-content': { status: '204 No Content', body: () => [], expected: '' },
  'not-modified': { status: '304 Not Modified', headers: [['ETag', '"a"']], body: () => [], expected: '' },
  'not-found': { status: '404 Not Found', body: () => [bytes('no')], expected: 'no' },
  'own-reason': { status: '299 Something Else', body: () => [bytes('a')], expected: 'a' },
  'no-reason': { status: '200 ', body: () => [bytes('a')], expected: 'a' },
  'repeated-fields': {
    headers: [
      ['Set-Cookie', 'a=b'],
      ['X-A', 'caf\xe9'],
      ['Set-Cookie', 'c=d'],
      ['X-Empty', ''],
    ],
    body: () => [bytes('a')],
    expected: 'a',
  },
  compressed: {
    headers: [
      ['Content-Encoding', 'gzip'],
      ['Content-Type', 'text/plain'],
    ],
    body: () => [gzipSync('hello, compressed world')],
    expected: 'hello, compressed world',
  },
  'an-error': {
    status: '500 Internal Server Error',
    body: () => {
      throw new Error('on purpose')
    },
    expected: '500 Internal Server Error\n',
  },
}

/** Answers `/NAME` in the way of that name. */
export const oracleApplication: Application = (environ, startResponse) => {
  const way = ways[environ.PATH_INFO.slice(1)]
  if (way === undefined) throw new Error(`no way is called ${environ.PATH_INFO}`)
  startResponse(way.status ?? '200 OK', way.headers ?? [])
  return way.body()
}
