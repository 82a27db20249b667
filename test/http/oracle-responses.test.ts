// What servers of node:http write is read as it was meant, and as a client of node:http reads it; and what we write as a
// client is read by a server of node:http.

import { createServer } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  BodyWriter,
  bytesFromLatin1,
  createResponseReader,
  formatRequestHead,
  joinBytes,
  type RequestHeadFacts,
  type ResponseHead,
} from '../../src/http/index.ts'
import { loopback, requestsByNode, requestsByUs, responseByNode, responsesByUs } from './support/node-readings.ts'
import { nodeResponses, type NodeResponse } from './support/node-servers.ts'

describe('a response of node:http', () => {
  test.for(Object.entries(nodeResponses))('%s', async ([, row]) => {
    const { method = 'GET', start, body, bodyKind } = row
    const bytes = await bytesOf(row)
    const ours = responsesByUs(bytes, [method])
    expect(ours).toEqual(await responseByNode(bytes, method))
    expect(ours).toMatchObject({ isRefused: false, messages: [{ start, ...(body === undefined ? {} : { body }) }] })
    expect(headOf(bytes, method)).toMatchObject(bodyKind === undefined ? {} : { bodyKind })
  })
})

/** What a server writes to one request, after which it closes. */
async function bytesOf({ answer, method = 'GET', fields = [], version = '1.1' }: NodeResponse): Promise<Buffer> {
  const server = createServer(answer)
  onTestFinished(() => void server.close())
  const socket = connect(await loopback(server), '127.0.0.1')
  socket.write([`${method} / HTTP/${version}`, 'Host: a', 'Connection: close', ...fields, '', ''].join('\r\n'))
  const pieces: Buffer[] = []
  for await (const piece of socket) pieces.push(piece as Buffer)
  return Buffer.concat(pieces)
}

function headOf(bytes: Uint8Array, method: string): ResponseHead {
  const heads: ResponseHead[] = []
  const ignored = () => undefined
  const onHead = (head: ResponseHead) => void heads.push(head)
  const reader = createResponseReader({ onHead, onInterim: ignored, onBody: ignored, onEnd: ignored, onError: ignored })
  reader.expect(method)
  reader.push(bytes)
  return heads[0]!
}

const facts: RequestHeadFacts = {
  method: 'GET',
  target: '/',
  host: 'a.example',
  headers: [],
  bodyKind: 'none',
  contentLength: undefined,
  keepAlive: true,
}

type Written = {
  readonly facts?: Partial<RequestHeadFacts>
  readonly pieces?: readonly string[]
  readonly sum?: string
}

const written: Readonly<Record<string, Written>> = {
  GET: {},
  'fields in their order': {
    facts: {
      headers: [
        ['X-B', '1'],
        ['X-A', ''],
        ['X-B', 'caf\xe9'],
      ],
    },
  },
  'the last on its connection': { facts: { keepAlive: false } },
  'a target for a proxy': { facts: { target: 'http://a.example/b' } },
  'a length': { facts: { method: 'POST', bodyKind: 'length', contentLength: 5 }, pieces: ['hel', '', 'lo'] },
  'a length of none': { facts: { method: 'POST', bodyKind: 'length', contentLength: 0 } },
  chunks: { facts: { method: 'PUT', bodyKind: 'chunked' }, pieces: ['a', 'b'.repeat(70_000), '', 'c'] },
  'no chunk but the last': { facts: { method: 'PUT', bodyKind: 'chunked' } },
  trailers: { facts: { method: 'PUT', bodyKind: 'chunked' }, pieces: ['a'], sum: '1' },
}

describe('a request that we write is read by node:http', () => {
  test.for(Object.entries(written))('%s', async ([, row]) => {
    const head = { ...facts, ...row.facts }
    const body = new BodyWriter(head)
    const bytes = joinBytes([
      bytesFromLatin1(formatRequestHead(head)),
      ...(row.pieces ?? []).map(piece => body.data(bytesFromLatin1(piece))),
      body.end(row.sum === undefined ? [] : [['X-Sum', row.sum]]),
    ])
    const theirs = await requestsByNode(bytes)
    expect(theirs).toMatchObject({
      isRefused: false,
      messages: [
        {
          start: `${head.method} ${head.target}`,
          body: (row.pieces ?? []).join(''),
          trailers: row.sum === undefined ? [] : [`X-Sum: ${row.sum}`],
        },
      ],
    })
    expect(theirs.messages[0]!.fields).toEqual(
      expect.arrayContaining(['Host: a.example', ...head.headers.map(([name, value]) => `${name}: ${value}`)]),
    )
    expect(requestsByUs(bytes)).toEqual(theirs)
  })
})
