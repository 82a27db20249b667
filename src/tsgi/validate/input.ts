// tsgi.input between server and application: what is asked for, and what is answered.

import { LF } from '../../http/index.ts'
import { isBytes } from '../chunk.ts'
import type { Input } from '../contract.ts'
import type { Exchange } from './exchange.ts'

type Wanted = { readonly how: 'read' | 'readLine' | 'readLines' | 'for await'; readonly limit: number }

export class CheckedInput implements Input {
  readonly #input: Input
  readonly #exchange: Exchange
  readonly #declaredBytes: number | undefined
  #readBytes = 0
  #pending = 0
  #hasEnded = false

  constructor(input: Input, exchange: Exchange, contentLength: string | undefined) {
    this.#input = input
    this.#exchange = exchange
    this.#declaredBytes = contentLength === undefined ? undefined : Number(contentLength)
  }

  read(...args: unknown[]): Promise<Uint8Array> {
    const wanted = this.#asked('read', args)
    return this.#answered(this.#input.read(...(args as [number?])), bytes => this.#check(bytes, wanted))
  }

  readLine(...args: unknown[]): Promise<Uint8Array> {
    const wanted = this.#asked('readLine', args)
    return this.#answered(this.#input.readLine(...(args as [number?])), bytes => this.#check(bytes, wanted))
  }

  readLines(...args: unknown[]): Promise<Uint8Array[]> {
    this.#asked('readLines', args)
    return this.#answered(this.#input.readLines(...(args as [number?])), lines => {
      if (!Array.isArray(lines)) this.#exchange.report('input-promises', { value: lines, where: 'with readLines' })
      for (const line of lines) this.#check(line, { how: 'readLines', limit: Infinity })
    })
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    this.#asked('for await', [])
    for await (const bytes of this.#input) {
      this.#check(bytes, { how: 'for await', limit: Infinity })
      yield bytes
      this.#asked('for await', [])
    }
  }

  /** There is no such method: an application that calls it does not know that the input is the server's. */
  close(): void {
    this.#exchange.report('input-methods', { value: this.close, where: 'with close()' })
  }

  #asked(how: Wanted['how'], args: readonly unknown[]): Wanted {
    const exchange = this.#exchange
    if (exchange.isOver) exchange.report('input-after-end', { value: how, where: `with ${how}` })
    const [size] = args
    const isSize = size === undefined || Number.isInteger(size)
    if (args.length > 1 || !isSize) exchange.report('input-arguments', { value: args.at(-1), where: `with ${how}` })
    if (this.#pending > 0) exchange.report('input-overlap', { value: how, where: `with ${how}` })
    const limit = typeof size === 'number' && size >= 0 ? size : Infinity
    return { how, limit }
  }

  async #answered<Value>(answer: Promise<Value>, check: (value: Value) => void): Promise<Value> {
    if (typeof (answer as Partial<Promise<Value>> | undefined)?.then !== 'function')
      this.#exchange.report('input-promises', { value: answer })
    this.#pending++
    try {
      const value = await answer
      check(value)
      return value
    } finally {
      this.#pending--
    }
  }

  #check(bytes: Uint8Array, { how, limit }: Wanted): void {
    const exchange = this.#exchange
    const breach = { value: bytes, where: `with ${how}` }
    if (!isBytes(bytes)) return exchange.report('input-promises', breach)
    if (this.#hasEnded && bytes.length > 0) exchange.report('input-end', { ...breach, where: 'after the end' })
    if (bytes.length > limit || isLongerThanALine(bytes, how)) exchange.report('input-size', breach)
    this.#readBytes += bytes.length
    const declared = this.#declaredBytes
    if (declared !== undefined && this.#readBytes > declared)
      exchange.report('input-end', { value: this.#readBytes, where: `(CONTENT_LENGTH is ${declared})` })
    if (!isShort(bytes, how, limit)) return
    this.#hasEnded = true
    if (declared !== undefined && this.#readBytes < declared)
      exchange.report('input-end', { value: this.#readBytes, where: `(CONTENT_LENGTH is ${declared})` })
  }
}

const isLineRead = (how: Wanted['how']): boolean => how === 'readLine' || how === 'readLines'

function isLongerThanALine(bytes: Uint8Array, how: Wanted['how']): boolean {
  const at = isLineRead(how) ? bytes.indexOf(LF) : -1
  return at >= 0 && at < bytes.length - 1
}

/** Whether fewer bytes came than were asked for, which says that there are no more. */
function isShort(bytes: Uint8Array, how: Wanted['how'], limit: number): boolean {
  if (how === 'for await') return false
  return bytes.length < limit && !(isLineRead(how) && bytes.at(-1) === LF)
}
