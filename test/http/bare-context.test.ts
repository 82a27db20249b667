// The layer needs nothing but the language: it runs where there is no Buffer, no node: and no TextDecoder.

import { expect, test } from 'vitest'
import { inBareContext } from './support/in-context.ts'
import { createRecorder, read } from './support/read.ts'

const text = [
  'POST /caf%C3%A9?a HTTP/1.1\r\nHost: a\r\nAccept: caf\xe9 and more than sixteen octets\r\nTransfer-Encoding: chunked\r\n\r\n',
  '5;a=b\r\nhello\r\n0\r\nB: c\r\n\r\nGET / HTTP/1.1\r\nHost : a\r\n\r\n',
].join('')

test('a bare context has none of what Node adds', () => {
  const { globals } = inBareContext()
  expect(globals).toContain('Uint8Array')
  for (const name of ['Buffer', 'process', 'require', 'TextDecoder', 'TextEncoder', 'setTimeout', 'performance'])
    expect(globals).not.toContain(name)
})

test('requests are read in it as they are here', () => {
  const { http } = inBareContext()
  const recorder = createRecorder()
  const reader = http.createRequestReader(recorder)
  expect(reader.push(http.bytesFromLatin1(text))).toBe(true)
  expect(reader.phase).toBe('refused')
  expect(JSON.stringify(recorder.told)).toBe(JSON.stringify(read(text)))
})

test('responses are written and read in it', () => {
  const { http } = inBareContext()
  const framing = http.responseFraming({
    status: 200,
    method: 'GET',
    version: '1.1',
    mayKeepAlive: true,
    declaredLength: undefined,
    knownLength: undefined,
  })
  const given = http.givenLines('200 OK', [])
  const facts = { given, framing, version: '1.1', date: undefined, server: undefined } as const
  const writer = new http.BodyWriter(framing)
  const recorder = createRecorder()
  const reader = http.createResponseReader(recorder)
  reader.expect('GET')
  reader.push(http.bytesFromLatin1(http.formatResponseHead(facts)))
  reader.push(writer.data(http.bytesFromLatin1('hello')))
  reader.push(writer.end())
  expect(recorder.told.map(({ type }) => type)).toEqual(['head', 'body', 'end'])
})
