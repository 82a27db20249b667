// Where recorded messages begin and end, and what a response holds, body decoded. Judges nothing: what is not HTTP is said to be so.

import { joinBytes, latin1From } from '../http/index.ts'

/** Texts are one char a byte. */
export type RecordedField = { readonly name: string; readonly value: string }
export type RecordedResponse = {
  readonly type: 'response'
  readonly status: { readonly version: string; readonly code: string; readonly reason: string }
  readonly fields: readonly RecordedField[]
  /** Without chunks. */
  readonly body: Uint8Array
  /** The bytes ended before the response did, or only their end could say that it had. */
  readonly isOpen: boolean
  /** How many bytes the response took. */
  readonly length: number
}
export type ReadResponse = RecordedResponse | { readonly type: 'incomplete' } | { readonly type: 'malformed' }

/** `method` is the request's, when known; `isEnded` says that no more bytes will come. */
export type Circumstances = { readonly method: string | undefined; readonly isEnded: boolean }

const incomplete = { type: 'incomplete' } as const
const malformed = { type: 'malformed' } as const

/** The response that `bytes` start with. Once they have ended, a body may be shorter than announced. */
export function readResponse(bytes: Uint8Array, circumstances: Circumstances): ReadResponse {
  const head = readHead(bytes)
  if (head === undefined) return circumstances.isEnded ? malformed : incomplete
  const status = /^(HTTP\/[0-9]\.[0-9]) ([0-9]{3})(?: (.*))?$/s.exec(head.lines[0] ?? '')
  const fields = fieldsOf(head.lines.slice(1))
  if (status === null || fields === undefined) return malformed
  const [, version = '', code = '', reason = ''] = status
  const hasBody = circumstances.method !== 'HEAD' && !/^(?:1..|204|304)$/.test(code)
  const body = hasBody ? readBody(bytes.subarray(head.length), fields, { untilEnd: true }) : noBody
  if (body.type === 'malformed') return malformed
  const isOpen = body.type === 'open'
  if (isOpen && !circumstances.isEnded) return incomplete
  return {
    type: 'response',
    status: { version, code, reason: reason.trim() },
    fields,
    body: body.bytes,
    isOpen,
    length: head.length + body.length,
  }
}

/** The methods of the requests in `bytes`, in order; what is not a request ends the list. */
export function requestMethodsOf(bytes: Uint8Array): readonly string[] {
  const methods: string[] = []
  for (let at = 0; at < bytes.length;) {
    const head = readHead(bytes.subarray(at))
    const method = /^([!-~]+) /.exec(head?.lines[0] ?? '')?.[1]
    if (head === undefined || method === undefined) return methods
    methods.push(method)
    const body = readBody(bytes.subarray(at + head.length), fieldsOf(head.lines.slice(1)) ?? [], { untilEnd: false })
    if (body.type === 'malformed') return methods
    at += head.length + body.length
  }
  return methods
}

type Head = { readonly lines: readonly string[]; readonly length: number }

/** The lines up to the first empty one, which is left out; empty lines before the first are passed over. */
function readHead(bytes: Uint8Array): Head | undefined {
  const lines: string[] = []
  for (let start = 0; ;) {
    const lineFeed = bytes.indexOf(0x0a, start)
    if (lineFeed < 0) return undefined
    const line = latin1From(bytes.subarray(start, lineFeed)).replace(/\r$/, '')
    start = lineFeed + 1
    if (line !== '') lines.push(line)
    else if (lines.length > 0) return { lines, length: start }
  }
}

/** undefined when a line is not a field: a transcript could not expect it. */
function fieldsOf(lines: readonly string[]): readonly RecordedField[] | undefined {
  const fields: RecordedField[] = []
  for (const line of lines) {
    const field = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/s.exec(line)
    if (field === null) return undefined
    fields.push({ name: field[1]!, value: field[2]! })
  }
  return fields
}

/** `length` counts the bytes taken; `open` when more could follow. */
type Body = { readonly type: 'whole' | 'open'; readonly bytes: Uint8Array; readonly length: number }
const noBody: Body = { type: 'whole', bytes: new Uint8Array(), length: 0 }

/** RFC 9112 §6.3: chunked before length, length before the end of the connection (which only ends a response). */
function readBody(
  bytes: Uint8Array,
  fields: readonly RecordedField[],
  { untilEnd }: { readonly untilEnd: boolean },
): Body | typeof malformed {
  if (/(?:^|[ ,])chunked$/i.test(valueOf(fields, 'transfer-encoding') ?? '')) return readChunks(bytes)
  const announced = valueOf(fields, 'content-length')
  if (announced === undefined) return untilEnd ? { type: 'open', bytes, length: bytes.length } : noBody
  if (!/^[0-9]{1,15}$/.test(announced)) return malformed
  const taken = bytes.subarray(0, Number(announced))
  return { type: taken.length < Number(announced) ? 'open' : 'whole', bytes: taken, length: taken.length }
}

function valueOf(fields: readonly RecordedField[], name: string): string | undefined {
  return fields.findLast(field => field.name.toLowerCase() === name)?.value
}

function readChunks(bytes: Uint8Array): Body | typeof malformed {
  const chunks: Uint8Array[] = []
  for (let at = 0; ;) {
    const lineFeed = bytes.indexOf(0x0a, at)
    if (lineFeed < 0) return { type: 'open', bytes: joinBytes(chunks), length: bytes.length }
    const size = /^([0-9a-f]{1,8})[ \t]*(?:;.*)?\r?$/i.exec(latin1From(bytes.subarray(at, lineFeed)))?.[1]
    if (size === undefined) return malformed
    const length = Number.parseInt(size, 16)
    if (length === 0) return endOfChunks(chunks, bytes, lineFeed + 1)
    chunks.push(bytes.subarray(lineFeed + 1, lineFeed + 1 + length))
    at = lineFeed + 1 + length
    if (at >= bytes.length) return { type: 'open', bytes: joinBytes(chunks), length: bytes.length }
    at += bytes[at] === 0x0d ? 2 : 1
  }
}

/** Trailers go up to an empty line. */
function endOfChunks(chunks: readonly Uint8Array[], bytes: Uint8Array, trailers: number): Body {
  const rest = latin1From(bytes.subarray(trailers))
  const end = /(?:^|\n)\r?\n/.exec(rest)
  if (end === null) return { type: 'open', bytes: joinBytes(chunks), length: bytes.length }
  return { type: 'whole', bytes: joinBytes(chunks), length: trailers + end.index + end[0].length }
}
