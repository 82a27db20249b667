// The application that one request is followed with: it answers with the places that it was reached from. Runs in the
// learner's process, where stacks show the learner's lines alone. Built as one file, `follow.mjs`.

import { Socket } from 'node:net'

import type { Application, Body, Environ } from '../../tsgi/index.ts'

/** Where the bytes of a connection were last asked for, and where the body of the last request was closed. */
let readAt = ''
let closedAt = ''

watchReads()

/** `GET /closed` tells what happened after the response before it. */
export const application: Application = (environ, startResponse) => {
  const calledAt = stackAbove(application)
  startResponse('200 OK', [['Content-Type', 'application/json']])
  if (environ.PATH_INFO === '/closed') return [jsonOf({ closedAt })]
  return followedBody({ readAt, calledAt, keys: Object.keys(environ satisfies Environ).length })
}

/** An iterable that says where it is stepped through, and notes where it is closed. */
function followedBody(seen: object): Body {
  let isOver = false
  const steps = {
    [Symbol.iterator]: () => steps,
    next: (): IteratorResult<Uint8Array> => {
      if (isOver) return { done: true, value: undefined }
      isOver = true
      return { done: false, value: jsonOf({ ...seen, steppedAt: stackAbove(steps.next) }) }
    },
    close: (): void => {
      closedAt = stackAbove(steps.close)
    },
  }
  return steps
}

function jsonOf(value: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value))
}

function stackAbove(callee: (...parameters: never[]) => unknown): string {
  const here: { stack?: string } = {}
  Error.captureStackTrace(here, callee)
  return String(here.stack)
}

/** Listening for bytes, and taking them, both say where. */
function watchReads(): void {
  const prototype = Socket.prototype as unknown as Record<string | symbol, (...parameters: unknown[]) => unknown>
  const events: ReadonlySet<unknown> = new Set(['data', 'readable'])
  for (const name of ['on', 'once', 'addListener'])
    replace(prototype, name, (watched, parameters) => {
      if (events.has(parameters[0])) noteRead(watched)
    })
  for (const name of ['pipe', Symbol.asyncIterator]) replace(prototype, name, noteRead)
  replace(prototype, 'read', noteRead)
}

type Watched = (...parameters: never[]) => unknown

function replace(
  prototype: Record<string | symbol, (...parameters: unknown[]) => unknown>,
  name: string | symbol,
  note: (watched: Watched, parameters: readonly unknown[]) => void,
): void {
  const original = prototype[name]!
  prototype[name] = function watched(this: unknown, ...parameters: unknown[]): unknown {
    note(watched, parameters)
    return Reflect.apply(original, this, parameters)
  }
}

/** Node itself reads and listens too: only a stack with a line of the learner's counts. */
function noteRead(watched: Watched): void {
  const stack = stackAbove(watched)
  if (stack.includes('\n')) readAt = stack
}
