// The path of one request through the learner's own program, from a trace and what an application saw of its server: where
// the bytes are read, where the environ is made, who calls the application, which line writes. Touches no disk.

import { latin1From } from '../http/index.ts'
import type { Followed } from '../runner/index.ts'
import { conversationsOf, sourceOf, type SourceLocation, type Trace } from '../trace/index.ts'
import { functionAround } from './todos.ts'

/** In the order in which a request comes by them. `through`: a function on the way to the application. */
export const pathPlaces = ['read', 'head', 'environ', 'through', 'call', 'status', 'step', 'chunk', 'close'] as const
export type PathPlace = (typeof pathPlaces)[number]

export type PathStep = {
  readonly place: PathPlace
  readonly at: SourceLocation
  /** The line itself, without its indentation. */
  readonly text: string
}

export type RequestPath = {
  /** The first line of either side. */
  readonly request: string
  readonly response: string
  readonly steps: readonly PathStep[]
}

export type PathSources = {
  readonly trace: Trace
  /** What the application saw; undefined where the server has none. */
  readonly followed: Followed | undefined
  /** The learner's files by their paths, the program first. */
  readonly files: ReadonlyMap<string, string>
}

/** undefined when no whole exchange is in the trace. Lines that are in none of the files are left out. */
export const requestPathOf = ({ trace, followed, files }: PathSources): RequestPath | undefined => {
  const conversation = conversationsOf(trace)[0]
  const exchange = conversation?.exchanges[0]
  const { requestLine } = exchange?.request ?? {}
  const { statusLine, content } = exchange?.response ?? {}
  if (conversation === undefined || requestLine === undefined || statusLine === undefined) return undefined
  const written = (offset: number | undefined): SourceLocation | undefined =>
    offset === undefined ? undefined : sourceOf(trace, conversation.connection, offset)
  const called = (followed?.called ?? []).toReversed()
  const steps: readonly (readonly [PathPlace, SourceLocation | undefined])[] = [
    ['read', followed?.read[0]],
    ['head', followed && placeIn(files, blankLine)],
    ['environ', followed && placeIn(files, environKey)],
    ...called.slice(0, -1).map(at => ['through', at] as const),
    ['call', called.at(-1)],
    ['status', written(statusLine.range.start)],
    ['step', followed?.stepped[0]],
    ['chunk', written(content?.[0]?.start)],
    ['close', followed?.closed[0]],
  ]
  return {
    request: textOf(conversation.sent.bytes, requestLine.range),
    response: textOf(conversation.received.bytes, statusLine.range),
    steps: steps.flatMap(([place, at]) => stepAt(place, at, files)),
  }
}

// Nothing at run time says where bytes become lines, or lines an environ: the text of the program does, nearly always.
const isCode = String.raw`^(?!\s*(?:\/\/|\*|\/\*)).*`
const blankLine = new RegExp(
  String.raw`${isCode}(?:indexOf|includes|search|split|endsWith|test|exec|match)\(.*\\r\\n\\r\\n`,
)
const environKey = new RegExp(String.raw`${isCode}(?<![.\w])(?:REQUEST_METHOD\s*[:=,]|'REQUEST_METHOD'\]?\s*[:=])`)

/** The first line of the program that has this form. */
const placeIn = (files: ReadonlyMap<string, string>, form: RegExp): SourceLocation | undefined => {
  for (const [path, text] of files) {
    const lines = text.split(/\r?\n/)
    const index = lines.findIndex(line => form.test(line))
    const line = lines[index]
    if (line === undefined) continue
    const functionName = functionAround(lines.slice(0, index), line.length - line.trimStart().length)
    return { path, line: index + 1, column: 1, ...(functionName === undefined ? {} : { functionName }) }
  }
  return undefined
}

const stepAt = (
  place: PathPlace,
  at: SourceLocation | undefined,
  files: ReadonlyMap<string, string>,
): readonly PathStep[] => {
  const line = at && files.get(at.path)?.split(/\r?\n/)[at.line - 1]
  return at === undefined || line === undefined ? [] : [{ place, at, text: line.trim() }]
}

const textOf = (bytes: Uint8Array, { start, end }: { readonly start: number; readonly end: number }): string =>
  latin1From(bytes, start, end).trimEnd()
