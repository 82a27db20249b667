// What may be a chunk and a body, and what is only mistaken for one.

import { ContractError } from './contract-error.ts'
import type { RuleId } from './rules/index.ts'

/** Throws unless the chunk is a Uint8Array. */
export function checkChunk(chunk: unknown): asserts chunk is Uint8Array {
  if (isBytes(chunk)) return
  throw new ContractError(typeof chunk === 'string' ? 'chunk-text' : 'chunk-bytes', { value: chunk })
}

/** A Uint8Array. One of another realm, as a test or a sandbox has it, is no instance of ours and as good. */
export const isBytes = (value: unknown): value is Uint8Array =>
  value instanceof Uint8Array ||
  (ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]')

export type Iteration =
  | { readonly isAsync: true; readonly iterator: AsyncIterator<unknown> }
  | { readonly isAsync: false; readonly iterator: Iterator<unknown> }

/** Begins to read a body. Throws when it is none. */
export function iterationOf(body: unknown): Iteration {
  const rule = ruleAgainst(body)
  if (rule !== undefined) throw new ContractError(rule, { value: body })
  const { [Symbol.asyncIterator]: startAsync, [Symbol.iterator]: start } = body as Partial<
    AsyncIterable<unknown> & Iterable<unknown>
  >
  if (typeof startAsync === 'function')
    return { isAsync: true, iterator: startAsync.call(body) as AsyncIterator<unknown> }
  return { isAsync: false, iterator: start!.call(body) as Iterator<unknown> }
}

/** The rule that a value breaks as a body; undefined when it is one. */
export function ruleAgainst(body: unknown): RuleId | undefined {
  if (body === undefined || body === null || body === false) return 'body-missing'
  if (typeof body === 'string' || ArrayBuffer.isView(body)) return 'body-not-wrapped'
  if (typeof body !== 'object' && typeof body !== 'function') return 'body-shape'
  const { [Symbol.asyncIterator]: startAsync, [Symbol.iterator]: start } = body as Partial<
    AsyncIterable<unknown> & Iterable<unknown>
  >
  return typeof startAsync === 'function' || typeof start === 'function' ? undefined : 'body-shape'
}
