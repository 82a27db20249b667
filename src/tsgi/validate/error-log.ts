// tsgi.errors between server and application: text goes in, and nothing else.

import type { ErrorLog } from '../contract.ts'
import type { Exchange } from './exchange.ts'

export class CheckedErrorLog implements ErrorLog {
  readonly #log: ErrorLog
  readonly #exchange: Exchange

  constructor(log: ErrorLog, exchange: Exchange) {
    this.#log = log
    this.#exchange = exchange
  }

  write(...args: unknown[]): void {
    const [text] = args
    if (typeof text !== 'string' || args.length > 1) return this.#refuse(args.at(-1), 'with write')
    this.#log.write(text)
  }

  writeLines(...args: unknown[]): void {
    const [given] = args
    if (typeof given !== 'object' || given === null || !(Symbol.iterator in given) || args.length > 1)
      return this.#refuse(args.at(-1), 'with writeLines')
    const lines = [...(given as Iterable<unknown>)]
    const odd = lines.findIndex(line => typeof line !== 'string')
    if (odd >= 0) return this.#refuse(lines[odd], `with line ${odd} of writeLines`)
    this.#log.writeLines(lines as string[])
  }

  flush(): void {
    this.#log.flush()
  }

  /** There is no such method: an application that calls it does not know that the log is the server's. */
  close(): void {
    this.#exchange.report('errors-methods', { value: this.close, where: 'with close()' })
  }

  #refuse(value: unknown, where: string): void {
    this.#exchange.report('errors-text', { value, where })
  }
}
