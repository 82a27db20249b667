// The bytes of the report pipe: what is written is read, however it is cut, and nothing else is taken for it.

import { describe, expect, test } from 'vitest'

import {
  createFrameReader,
  frameTypes,
  headerBytes,
  mostPayloadBytes,
  writeHeader,
} from '../../../src/runner/report/frame.ts'
import type { Frame } from '../../../src/runner/report/frame.ts'
import { NotOurs, parseFact, parsePlace, parseWatchFact } from '../../../src/runner/report/parse.ts'

const frames: readonly Frame[] = [
  { type: frameTypes.read, port: 65535, value: 0xffffffff, place: 0, payload: new Uint8Array(0) },
  { type: frameTypes.output, port: 0, value: 1, place: 0, payload: Buffer.from('a line\n') },
  { type: frameTypes.wrote, port: 41873, value: 12, place: 0x01020304, payload: new Uint8Array(0) },
  { type: frameTypes.fact, port: 1, value: 0, place: 0, payload: Buffer.from('{"type":"ready"}') },
  { type: frameTypes.gone, port: 256, value: 0, place: 0, payload: new Uint8Array(0) },
]

function bytesOf(written: readonly Frame[]): Uint8Array {
  return Buffer.concat(
    written.map(({ payload, ...header }) => {
      const bytes = new Uint8Array(headerBytes + payload.length)
      bytes.set(payload, writeHeader(bytes, 0, header, payload.length))
      return bytes
    }),
  )
}

function readIn(bytes: Uint8Array, size: number): readonly Frame[] {
  const read: Frame[] = []
  const take = createFrameReader(frame => read.push({ ...frame, payload: Buffer.from(frame.payload) }))
  for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, at + size))
  return read
}

const plain = (all: readonly Frame[]): unknown => all.map(frame => ({ ...frame, payload: [...frame.payload] }))

test('frames are read as they were written, in chunks of every size', () => {
  const bytes = bytesOf(frames)
  for (let size = 1; size <= bytes.length; size++) expect(plain(readIn(bytes, size))).toEqual(plain(frames))
})

test('a frame that is not whole yet is not handed on', () => {
  const bytes = bytesOf(frames)
  expect(readIn(bytes.subarray(0, bytes.length - 1), 7)).toHaveLength(frames.length - 1)
})

describe('what a program writes there itself is refused', () => {
  test.for([
    ['text', Buffer.from('hello, is anybody there?')],
    ['zeros', new Uint8Array(64)],
    ['a frame of an unknown type', bytesOf([{ ...frames[0]!, type: 99 as Frame['type'] }])],
  ] as const)('%s', ([, bytes]) => {
    expect(() => readIn(bytes, bytes.length)).toThrow(NotOurs)
  })

  test('a frame that promises more than any has', () => {
    const bytes = new Uint8Array(headerBytes)
    writeHeader(bytes, 0, frames[1]!, mostPayloadBytes + 1)
    expect(() => readIn(bytes, bytes.length)).toThrow(NotOurs)
  })

  test.for([
    ['no JSON', 'hello'],
    ['null', 'null'],
    ['a number', '7'],
    ['an unknown type', '{"type":"passed"}'],
    ['a port that is none', '{"type":"listening","address":"127.0.0.1","port":70000}'],
    ['a place that is none', '{"type":"exiting","at":"server.ts:3"}'],
    ['a stack of other things', '{"type":"threw","name":"E","message":"m","stack":[1]}'],
  ])('a fact: %s', ([, text]) => {
    expect(() => parseFact(text!)).toThrow(NotOurs)
  })

  test.for([
    ['a fact of the other pipe', '{"type":"ready","port":0}'],
    ['a time that is none', '{"type":"blocked","ms":"long","port":0,"printedBytes":0}'],
    ['no port', '{"type":"out-of-memory","bytes":1,"limit":1}'],
  ])('a fact of the watching thread: %s', ([, text]) => {
    expect(() => parseWatchFact(text!)).toThrow(NotOurs)
  })

  test('a place without a line', () => {
    expect(() => parsePlace('{"path":"/x.ts","column":1}')).toThrow(NotOurs)
  })
})

test('our own facts are read as they are, and what else stands in them is left out', () => {
  const at = { path: '/server.ts', line: 3, column: 5, functionName: 'serve' }
  const threw = { type: 'threw', name: 'Error', message: 'm', code: 'E', at, stack: ['Error: m'] }
  expect(parseFact(JSON.stringify({ ...threw, more: true }))).toEqual(threw)
  const blocked = { type: 'blocked', ms: 500, at, port: 7, printedBytes: 0 }
  expect(parseWatchFact(JSON.stringify({ ...blocked, more: true }))).toEqual(blocked)
})
