// Watches for the ways a program ends by itself: an error nobody catches, process.exit, abort, a signal to itself.
// Prints errors as Node does, without the frames that are not the learner's.

import type { ThrownError } from '../report/fact.ts'
import { inOriginalNames, noOriginals } from '../strip/original-names.ts'
import type { Originals } from '../strip/original-names.ts'
import type { Channel } from './channel.ts'
import type { Serving } from './serving.ts'
import type { Stacks } from './stack.ts'

export type Endings = {
  /** Errors are told in the names of the originals. */
  install(originals: Originals): void
  /** The program's modules could not be loaded, or threw while they were: tells, prints, ends. */
  fail(error: unknown): never
}

export function createEndings(channel: Channel, serving: Serving, stacks: Stacks): Endings {
  const exit = process.exit.bind(process)
  let originals = noOriginals

  function fail(error: unknown): never {
    const thrown = inNamesOf(describeError(error, stacks), originals)
    channel.fact(thrown, serving.get())
    process.stderr.write(formatThrown(thrown))
    channel.flush()
    return exit(1)
  }

  function onUncaught(error: unknown): void {
    // A handler of the learner's own decides what happens, as in plain Node.
    if (process.listenerCount('uncaughtException') === 1) fail(error)
  }

  return {
    fail,
    install: given => {
      originals = given
      process.on('uncaughtException', onUncaught)
      process.on('exit', channel.flush)
      tellBefore(channel, serving, stacks)
    },
  }
}

/** `process.exit` and its like say where they were called before they do what they do. */
function tellBefore(channel: Channel, serving: Serving, stacks: Stacks): void {
  const { exit, abort, kill, reallyExit } = process as typeof process & { reallyExit: (code?: number) => never }
  const tell = (hook: (...parameters: never[]) => unknown): void =>
    channel.fact({ type: 'exiting', at: stacks.callerOf(hook) }, serving.get())

  process.exit = function exitWatched(...parameters): never {
    tell(exitWatched)
    return Reflect.apply(exit, process, parameters) as never
  }
  process.abort = function abortWatched(): never {
    tell(abortWatched)
    return Reflect.apply(abort, process, []) as never
  }
  process.kill = function killWatched(pid, signal): true {
    if (pid === process.pid && signal !== 0) tell(killWatched)
    return Reflect.apply(kill, process, [pid, signal]) as true
  }
  Object.assign(process, {
    reallyExit: (code?: number) => {
      channel.flush()
      Reflect.apply(reallyExit, process, [code])
    },
  })
}

function describeError(error: unknown, stacks: Stacks): ThrownError {
  const value = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  const isError = error instanceof Error
  const frames = isError ? stacks.framesOf(error) : []
  return {
    type: 'threw',
    name: isError ? String(value['name']) : typeof error,
    message: shortened(isError ? String(value['message']) : shown(error)),
    code: typeof value['code'] === 'string' ? value['code'] : undefined,
    at: stacks.ownOf(frames),
    stack: isError ? shortened(String(value['stack'])).split('\n') : [],
  }
}

function inNamesOf(thrown: ThrownError, originals: Originals): ThrownError {
  const message = inOriginalNames(thrown.message, originals)
  return { ...thrown, message, stack: thrown.stack.map(line => inOriginalNames(line, originals)) }
}

/** Nobody reads more, and some errors carry whole documents. */
const mostCharacters = 16 * 1024

function shortened(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}...` : text
}

function shown(value: unknown): string {
  try {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  } catch {
    // Circular, or with a toJSON that throws: its type has to do.
    return `a value of type ${typeof value}`
  }
}

function formatThrown(thrown: ThrownError): string {
  if (thrown.stack.length > 0) return `Uncaught ${thrown.stack.join('\n')}\n`
  return `Uncaught ${thrown.message}\n`
}
