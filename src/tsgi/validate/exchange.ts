// What the validator knows of one call: how far the response is, and whom to tell of a breach.

import { ContractError, type Breach } from '../contract-error.ts'
import type { Environ, ErrorLog } from '../contract.ts'
import type { RuleId } from '../rules/index.ts'
import type { ResponseStart } from '../sink.ts'

/** Told of each breach, before an error is thrown. */
export type OnFault = (fault: ContractError) => void

export class Exchange {
  readonly method: string
  private readonly onFault: OnFault | undefined
  private readonly log: ErrorLog | undefined
  /** What startResponse was told last, when it was right. */
  start: ResponseStart | undefined
  wasStarted = false
  /** A chunk that is not empty has been given to the server. */
  isHeadSent = false
  sentBytes = 0
  /** The error with which startResponse was called when the headers were gone. */
  thrownBack: Error | undefined
  /** The application has given back its body. */
  hasBody = false
  isOver = false

  constructor(environ: Environ | undefined, onFault: OnFault | undefined) {
    this.method = String(environ?.REQUEST_METHOD)
    this.log = environ?.['tsgi.errors']
    this.onFault = onFault
  }

  /** Somebody breaks a rule: an error is thrown, a warning is only told. */
  report(rule: RuleId, breach: Breach): void {
    const fault = new ContractError(rule, breach)
    if (fault.severity === 'warning') return this.mention(fault)
    this.onFault?.(fault)
    throw fault
  }

  /** What is not thrown: a warning, or an error that nobody is there to catch. */
  mention(fault: ContractError): void {
    if (this.onFault === undefined) this.log?.write(`${fault.message}\n`)
    else this.onFault(fault)
  }

  /** A check that throws by itself. */
  attempt<Value>(check: () => Value): Value {
    try {
      return check()
    } catch (error) {
      if (error instanceof ContractError) this.onFault?.(error)
      throw error
    }
  }

  /** Chunks of the body, or of write(): the rules that look at more than one of them. */
  count(chunk: Uint8Array): void {
    if (this.thrownBack !== undefined) this.report('start-error-kept', { value: chunk, where: 'with a chunk' })
    if (chunk.length === 0) return
    const { start, method } = this
    if (start === undefined) return this.report('start-missing', { value: chunk, where: 'with the first chunk' })
    const { code, declaredLength, headers } = start
    if (code === 204 || code === 304) this.report('body-unwanted', { value: chunk, where: `in a ${code}` })
    if (method === 'HEAD' && !this.isHeadSent) this.report('body-for-head', { value: chunk })
    if (!this.isHeadSent && !headers.some(([name]) => name.toLowerCase() === 'content-type'))
      this.report('start-content-type', { value: headers })
    this.isHeadSent = true
    this.sentBytes += chunk.length
    if (declaredLength !== undefined && this.sentBytes > declaredLength)
      this.report('length-exceeded', { value: this.sentBytes, where: `(${declaredLength} promised)` })
  }

  /** The body has come to its end. */
  finish(): void {
    const { start, thrownBack, method, sentBytes } = this
    if (thrownBack !== undefined)
      return this.report('start-error-kept', { value: thrownBack, where: 'with an end of the body' })
    if (start === undefined) return this.report('start-missing', { value: method, where: 'before the body ended' })
    const { declaredLength, code } = start
    const isBodiless = method === 'HEAD' || code === 204 || code === 304
    if (!isBodiless && declaredLength !== undefined && sentBytes < declaredLength)
      this.report('length-short', { value: sentBytes, where: `(${declaredLength} promised)` })
  }
}
