// Responses of many kinds, as servers of node:http write them.

import type { RequestListener } from 'node:http'
import { createGzip } from 'node:zlib'
import { Readable } from 'node:stream'

export type NodeResponse = {
  readonly answer: RequestListener
  readonly method?: string
  /** Lines of the request besides Host and Connection. */
  readonly fields?: readonly string[]
  /** The version in the request. */
  readonly version?: '1.0' | '1.1'
  /** Status and reason. */
  readonly start: string
  /** A character for each byte; undefined where it need not be known. */
  readonly body?: string
  /** Left out where versions of Node differ. */
  readonly bodyKind?: 'none' | 'length' | 'chunked' | 'until-close'
}

const long = 'x'.repeat(300_000)
const everyByte = Buffer.from(Array.from({ length: 256 }, (_, octet) => octet))

export const nodeResponses: Readonly<Record<string, NodeResponse>> = {
  'a text': { answer: (_, response) => response.end('hello'), start: '200 OK', body: 'hello', bodyKind: 'length' },
  'every byte': {
    answer: (_, response) => response.end(everyByte),
    start: '200 OK',
    body: everyByte.toString('latin1'),
    bodyKind: 'length',
  },
  nothing: { answer: (_, response) => response.end(), start: '200 OK', body: '', bodyKind: 'length' },
  'a long text': { answer: (_, response) => response.end(long), start: '200 OK', body: long, bodyKind: 'length' },
  'two writes': {
    answer: (_, response) => {
      response.write('one')
      response.end('two')
    },
    start: '200 OK',
    body: 'onetwo',
    bodyKind: 'chunked',
  },
  'a stream': {
    answer: (_, response) => void Readable.from(['one', 'two', long]).pipe(response),
    start: '200 OK',
    body: `onetwo${long}`,
    bodyKind: 'chunked',
  },
  'a stream that is compressed': {
    answer: (_, response) => {
      response.setHeader('Content-Encoding', 'gzip')
      Readable.from([long]).pipe(createGzip()).pipe(response)
    },
    start: '200 OK',
    bodyKind: 'chunked',
  },
  trailers: {
    answer: (_, response) => {
      response.writeHead(200, { Trailer: 'X-Sum' })
      response.write('hello')
      response.addTrailers({ 'X-Sum': '5' })
      response.end()
    },
    start: '200 OK',
    body: 'hello',
    bodyKind: 'chunked',
  },
  'to HTTP/1.0, of no known length': {
    answer: (_, response) => {
      response.write('one')
      response.end('two')
    },
    version: '1.0',
    start: '200 OK',
    body: 'onetwo',
    bodyKind: 'until-close',
  },
  'to HEAD': {
    answer: (_, response) => response.end('hello'),
    method: 'HEAD',
    start: '200 OK',
    body: '',
    bodyKind: 'none',
  },
  '204': {
    answer: (_, response) => response.writeHead(204).end(),
    start: '204 No Content',
    body: '',
    bodyKind: 'none',
  },
  '304': {
    answer: (_, response) => response.writeHead(304, { ETag: '"a"' }).end(),
    start: '304 Not Modified',
    body: '',
    bodyKind: 'none',
  },
  'a reason of its own': {
    answer: (_, response) => response.writeHead(404, 'Nothing Here').end('no'),
    start: '404 Nothing Here',
    body: 'no',
  },
  'an error': {
    answer: (_, response) => response.writeHead(500).end(),
    start: '500 Internal Server Error',
  },
  'repeated fields': {
    answer: (_, response) => response.writeHead(200, { 'Set-Cookie': ['a=b', 'c=d'], 'X-A': '' }).end('hi'),
    start: '200 OK',
    body: 'hi',
  },
  'a value beyond ASCII': {
    answer: (_, response) => response.setHeader('X-A', 'caf\xe9').end('hi'),
    start: '200 OK',
    body: 'hi',
    bodyKind: 'length',
  },
  'hints before it': {
    answer: (_, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' })
      response.end('hi')
    },
    start: '200 OK',
    body: 'hi',
    bodyKind: 'length',
  },
  '102 before it': {
    answer: (_, response) => {
      response.writeProcessing()
      response.end('hi')
    },
    start: '200 OK',
    body: 'hi',
    bodyKind: 'length',
  },
  '100 before it': {
    answer: (_, response) => response.end('hi'),
    method: 'POST',
    fields: ['Expect: 100-continue', 'Content-Length: 0'],
    start: '200 OK',
    body: 'hi',
    bodyKind: 'length',
  },
}
