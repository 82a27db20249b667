// What is asked of a server to follow one request through it, and what came of that. Plays nothing.

import { contentOf, conversationsOf } from '../../trace/index.ts'
import type { SourceLocation, Trace } from '../../trace/index.ts'
import { parseTranscript } from '../../transcript/index.ts'
import type { Transcript } from '../../transcript/index.ts'

/** What the application of `follow.mjs` is asked: one request, and then what became of it. */
// Parsed when it is needed: bundles that have no use for it leave it out.
export const followTranscript = (): Transcript =>
  parseTranscript(`# One request is followed through the server
#!replay: as-written
> GET /hello?name=ada HTTP/1.1
> Host: localhost:8888
> User-Agent: tsgi-learn
>
< HTTP/1.1 200
* connection B
> GET /closed HTTP/1.1
> Host: localhost:8888
>
< HTTP/1.1 200
`)

/** Frames of the learner's program, the one that did it first. */
export type Followed = {
  readonly read: readonly SourceLocation[]
  readonly called: readonly SourceLocation[]
  readonly stepped: readonly SourceLocation[]
  readonly closed: readonly SourceLocation[]
}

/** undefined where the answers are not those of the application. */
export function followedIn(trace: Trace): Followed | undefined {
  const [first, second] = ['A', 'B'].map(connection => toldOn(trace, connection))
  if (first === undefined || second === undefined) return undefined
  return {
    read: framesIn(first['readAt']),
    called: framesIn(first['calledAt']),
    stepped: framesIn(first['steppedAt']),
    closed: framesIn(second['closedAt']),
  }
}

function toldOn(trace: Trace, connection: string): Readonly<Record<string, unknown>> | undefined {
  const conversation = conversationsOf(trace).find(one => one.connection === connection)
  const response = conversation?.exchanges[0]?.response
  if (conversation === undefined || response === undefined) return undefined
  try {
    const told: unknown = JSON.parse(new TextDecoder().decode(contentOf(conversation.received.bytes, response)))
    return typeof told === 'object' && told !== null ? { ...told } : undefined
  } catch {
    // Another application answered, or not all of the body came.
    return undefined
  }
}

/** A stack as the program's side prepares it: `    at name (path:line:column)`. */
function framesIn(stack: unknown): readonly SourceLocation[] {
  return [...String(stack).matchAll(/^\s+at (?:(.*?) \()?([^()\n]+):(\d+):(\d+)\)?$/gm)].map(
    ([, functionName, path = '', line, column]) => ({
      path,
      line: Number(line),
      column: Number(column),
      ...(functionName === undefined ? {} : { functionName }),
    }),
  )
}
