// A client that sends a byte at a time costs linear time: the work is counted, octet by octet, and no clock is asked.

import { describe, expect, test } from 'vitest'
import type { RequestReader } from '../../src/http/index.ts'
import { inCountingContext } from './support/in-context.ts'
import { createRecorder } from './support/read.ts'

const head = 'POST / HTTP/1.1\r\nHost: a\r\n'
const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n`

const growing: Readonly<Record<string, (size: number) => string>> = {
  'a long target': size => `GET /${'a'.repeat(size)} HTTP/1.1\r\nHost: a\r\n\r\n`,
  'a method without end': size => 'A'.repeat(size),
  'a long value': size => `${head}A: ${'b'.repeat(size)}\r\n\r\n`,
  'a value of blanks': size => `${head}A: ${' '.repeat(size)}\r\n\r\n`,
  'a long name': size => `${head}${'a'.repeat(size)}: b\r\n\r\n`,
  'a line of carriage returns': size => `${head}A: ${'\r'.repeat(size)}`,
  'many field lines': size => `${head}${'A: b\r\n'.repeat(size / 8)}\r\n`,
  'a long list': size => `${head}Connection: ${','.repeat(size)}\r\n\r\n`,
  'a long body': size => `${head}Content-Length: ${size}\r\n\r\n${'a'.repeat(size)}`,
  'many chunks': size => `${chunked}${'1\r\na\r\n'.repeat(size / 4)}0\r\n\r\n`,
  'a long chunk': size => `${chunked}${size.toString(16)}\r\n${'a'.repeat(size)}\r\n0\r\n\r\n`,
  'a long chunk size': size => `${chunked}${'0'.repeat(size)}1\r\na\r\n0\r\n\r\n`,
  'a long extension': size => `${chunked}1;a="${'b'.repeat(size)}"\r\na\r\n0\r\n\r\n`,
  'long trailers': size => `${chunked}0\r\nA: ${'b'.repeat(size)}\r\n\r\n`,
  'many requests': size => 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(size / 16),
}

const limits = {
  fieldLines: 10_000,
  chunkLineBytes: 100_000,
  chunkExtensionBytes: 100_000,
  startLineBytes: 100_000,
  fieldBytes: 100_000,
}

/** How a text is given to a reader; and how many octets are worked on for each of its bytes. */
function workFor(
  text: string,
  give: (reader: RequestReader, text: string, bytes: (text: string) => Uint8Array) => void,
) {
  const { http, bytes, takeWork } = inCountingContext()
  const recorder = { ...createRecorder(), onBody() {} }
  const reader = http.createRequestReader(recorder, { limits })
  takeWork()
  give(reader, text, bytes)
  return takeWork() / text.length
}

const byteByByte = (reader: RequestReader, text: string, bytes: (text: string) => Uint8Array) => {
  for (const character of text) reader.push(bytes(character))
}

describe('a byte at a time', () => {
  test.for(Object.keys(growing))('%s: twice the bytes are twice the work', name => {
    const [small, large] = [workFor(growing[name]!(1024), byteByByte), workFor(growing[name]!(2048), byteByByte)]
    expect(large).toBeLessThan(small * 1.1)
    // Copied, searched, read with its class looked up, and turned into text: a handful for each octet.
    expect(large).toBeLessThan(16)
  })
})

describe('all at once', () => {
  test.for(Object.keys(growing))('%s: each octet is looked at a few times', name => {
    const inOne = (reader: RequestReader, text: string, bytes: (text: string) => Uint8Array) =>
      void reader.push(bytes(text))
    const [small, large] = [workFor(growing[name]!(1024), inOne), workFor(growing[name]!(2048), inOne)]
    expect(large).toBeLessThan(small * 1.1)
    expect(large).toBeLessThan(8)
  })
})

describe('paused', () => {
  test('bytes that come while a response is made, and requests that are read one by one, cost linear time', () => {
    const oneByOne = (reader: RequestReader, text: string, bytes: (text: string) => Uint8Array) => {
      reader.pause()
      byteByByte(reader, text, bytes)
      reader.resume()
    }
    const pausing = (size: number) => {
      const text = growing['many requests']!(size)
      const { http, bytes, takeWork } = inCountingContext()
      const onEnd = () => reader.pause()
      const reader: RequestReader = http.createRequestReader({ ...createRecorder(), onEnd })
      takeWork()
      reader.push(bytes(text))
      while (reader.isPaused) reader.resume()
      return takeWork() / text.length
    }
    expect(workFor(growing['many requests']!(2048), oneByOne)).toBeLessThan(12)
    expect(pausing(4096)).toBeLessThan(pausing(2048) * 1.1)
  })
})

test('the counting itself sees work that is not linear', () => {
  const again = (_reader: RequestReader, text: string, bytes: (text: string) => Uint8Array) => {
    for (let end = 1; end <= text.length; end++) bytes(text).subarray(0, end).includes(0)
  }
  expect(workFor('a'.repeat(200), again)).toBeGreaterThan(workFor('a'.repeat(100), again) * 1.9)
})
