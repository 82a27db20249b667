// The bytes of the report pipe, both ways of looking at them: frames written by the program's side, read by ours.
// Knows nothing of sockets, nor of what a report is used for.

import { NotOurs } from './parse.ts'

/** What a frame tells. Hot ones carry numbers only; `fact` and `place` carry JSON, `output` carries the bytes. */
export const frameTypes = {
  read: 1,
  wrote: 2,
  accepted: 3,
  opaque: 4,
  output: 5,
  fact: 6,
  place: 7,
  gone: 8,
  there: 9,
} as const
export type FrameType = (typeof frameTypes)[keyof typeof frameTypes]

/** One report. `port` is the client's port of the connection it belongs to, 0 for none. */
export type Frame = {
  readonly type: FrameType
  readonly port: number
  /** read, wrote: bytes; output: 1 for stdout, 2 for stderr; place: its id; there: how many questions it answers. */
  readonly value: number
  /** wrote: the id of the place that wrote, 0 for unknown. */
  readonly place: number
  readonly payload: Uint8Array
}

export const headerBytes = 15

/** Writes the header of a frame at `offset` and returns the offset after it. */
export function writeHeader(
  target: Uint8Array,
  offset: number,
  header: Omit<Frame, 'payload'>,
  payloadBytes: number,
): number {
  target[offset] = header.type
  writeNumber(target, offset + 1, header.port, 2)
  writeNumber(target, offset + 3, header.value, 4)
  writeNumber(target, offset + 7, header.place, 4)
  writeNumber(target, offset + 11, payloadBytes, 4)
  return offset + headerBytes
}

/** More than any frame of ours carries. */
export const mostPayloadBytes = 1024 * 1024

/**
 * Takes the pipe's chunks as they come and hands on whole frames. A payload is valid only during the call. Throws
 * `NotOurs` at bytes that are no frame of ours; what follows them cannot be read.
 */
export function createFrameReader(onFrame: (frame: Frame) => void): (chunk: Uint8Array) => void {
  let rest: Uint8Array | undefined
  return chunk => {
    const bytes = rest === undefined ? chunk : joined(rest, chunk)
    let offset = 0
    while (bytes.length - offset >= headerBytes) {
      const payloadBytes = readNumber(bytes, offset + 11, 4)
      const type = bytes[offset]
      if (!isFrameType(type) || payloadBytes > mostPayloadBytes) throw new NotOurs('no frame')
      const end = offset + headerBytes + payloadBytes
      if (end > bytes.length) break
      onFrame({
        type,
        port: readNumber(bytes, offset + 1, 2),
        value: readNumber(bytes, offset + 3, 4),
        place: readNumber(bytes, offset + 7, 4),
        payload: bytes.subarray(offset + headerBytes, end),
      })
      offset = end
    }
    rest = offset === bytes.length ? undefined : bytes.subarray(offset)
  }
}

const knownTypes: ReadonlySet<unknown> = new Set(Object.values(frameTypes))

function isFrameType(value: unknown): value is FrameType {
  return knownTypes.has(value)
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length)
  bytes.set(first)
  bytes.set(second, first.length)
  return bytes
}

function writeNumber(target: Uint8Array, offset: number, value: number, size: number): void {
  for (let index = 0; index < size; index++) target[offset + index] = (value >>> (8 * index)) & 0xff
}

function readNumber(bytes: Uint8Array, offset: number, size: number): number {
  let value = 0
  for (let index = size - 1; index >= 0; index--) value = value * 256 + (bytes[offset + index] ?? 0)
  return value
}
