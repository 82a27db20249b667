// Bytes given to a reader, cut in any way, and what it told, in a form that does not show the cuts.

import {
  bytesFromLatin1,
  createRequestReader,
  createResponseReader,
  latin1From,
  type Fields,
  type HttpError,
  type ReaderOptions,
  type RequestHead,
  type ResponseHead,
} from '../../../src/http/index.ts'

export type Told =
  | { readonly type: 'head'; readonly head: Record<string, unknown> }
  | { readonly type: 'interim'; readonly head: Record<string, unknown> }
  | { readonly type: 'body'; readonly text: string }
  | { readonly type: 'end'; readonly trailers: readonly string[] }
  | { readonly type: 'error'; readonly rule: string; readonly offset: number; readonly status: number }

/** A handler that notes all it is told. Body pieces that follow one another are one. */
export function createRecorder() {
  const told: Told[] = []
  return {
    told,
    onHead: (head: RequestHead | ResponseHead) => void told.push({ type: 'head', head: plain(head) }),
    onInterim: (head: ResponseHead) => void told.push({ type: 'interim', head: plain(head) }),
    onBody(bytes: Uint8Array) {
      if (bytes.length === 0) throw new Error('A piece of a body is empty.')
      const last = told.at(-1)
      const text = latin1From(bytes)
      if (last?.type === 'body') told[told.length - 1] = { type: 'body', text: last.text + text }
      else told.push({ type: 'body', text })
    },
    onEnd: (trailers: Fields) => void told.push({ type: 'end', trailers: lines(trailers) }),
    onError: ({ rule, offset, status }: HttpError) => void told.push({ type: 'error', rule, offset, status }),
  }
}

/** Fields as lines, and nothing that is absent. */
function plain(head: RequestHead | ResponseHead): Record<string, unknown> {
  const entries = Object.entries({ ...head, fields: lines(head.fields) }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries)
}

export const lines = (fields: Fields): readonly string[] => fields.map(({ name, value }) => `${name.wire}: ${value}`)

export type Reading = ReaderOptions & {
  /** For the role of the client: the methods of the requests. Without it, requests are read. */
  readonly expect?: readonly string[]
}

/** What a reader tells of text that is cut at these offsets, after which the peer ends. */
export function read(text: string, reading: Reading = {}, cuts: readonly number[] = []): readonly Told[] {
  return readPieces(piecesOf(bytesFromLatin1(text), cuts), reading)
}

export function readPieces(pieces: readonly Uint8Array[], { expect, ...options }: Reading = {}): readonly Told[] {
  const recorder = createRecorder()
  const reader =
    expect === undefined ? createRequestReader(recorder, options) : responseReader(recorder, expect, options)
  for (const piece of pieces) {
    reader.push(piece)
    // What was pushed may be used again: a reader that kept a view of it would show this.
    piece.fill(0)
  }
  reader.end()
  return recorder.told
}

function responseReader(
  recorder: ReturnType<typeof createRecorder>,
  expect: readonly string[],
  options: ReaderOptions,
) {
  const reader = createResponseReader(recorder, options)
  for (const method of expect) reader.expect(method)
  return reader
}

/** Copies of the bytes between the cuts. */
export function piecesOf(bytes: Uint8Array, cuts: readonly number[]): readonly Uint8Array[] {
  const edges = [0, ...new Set(cuts)].toSorted((one, other) => one - other)
  return edges.map((start, index) => new Uint8Array(bytes.subarray(start, edges[index + 1] ?? bytes.length)))
}

/** Ways of cutting that find most mistakes: in one piece, in single bytes, and in two at each place. */
export function cutsFor(length: number): readonly (readonly number[])[] {
  const inner = Array.from({ length: Math.max(0, length - 1) }, (_, index) => index + 1)
  // A long text is long because of a limit: then some of the places will do.
  const step = Math.ceil(length / 500)
  return [[], inner, ...inner.filter(cut => cut % step === 0).map(cut => [cut])]
}

/** What a reader tells, after it was seen that it tells the same however the bytes are cut. */
export function readEveryWay(text: string, reading: Reading = {}): readonly Told[] {
  const whole = read(text, reading)
  for (const cuts of cutsFor(text.length)) {
    const told = read(text, reading, cuts)
    if (JSON.stringify(told) !== JSON.stringify(whole))
      throw new Error(`cut at ${cuts.join()}: ${JSON.stringify(told)}, whole: ${JSON.stringify(whole)}`)
  }
  return whole
}
