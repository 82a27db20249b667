// Reads responses (RFC 9112 §4), for the client's role: how a body is framed depends on what was asked (§6.3).

import type { ReaderOptions, ResponseHandler, ResponseReader } from './events.ts'
import type { FieldRole } from './field-name.ts'
import type { BodyKind, ResponseHead, Version } from './head.ts'
import { refuse, unread } from './line-scan.ts'
import { noteField, resetFacts, upgradeOf, wantsKeepAlive } from './message-facts.ts'
import { MessageReader } from './message-reader.ts'
import type { RefusalRule } from './refusals.ts'
import { protocols } from './request-reader.ts'
import { newStatusLineScan, scanStatusLine } from './status-line.ts'
import { transitions } from './states.ts'

/** A reader of responses: the client's. Each request that is sent has to be announced by `expect`. */
export function createResponseReader(handler: ResponseHandler, options: ReaderOptions = {}): ResponseReader {
  return new ResponseMessageReader(handler, options)
}

class ResponseMessageReader extends MessageReader implements ResponseReader {
  protected readonly startScan = newStatusLineScan()
  private readonly responseHandler: ResponseHandler
  /** The methods of the requests whose responses are still to come. */
  private readonly methods: string[] = []
  private reason = ''
  private interims = 0

  constructor(handler: ResponseHandler, options: ReaderOptions) {
    super('response', handler, options)
    this.responseHandler = handler
  }

  expect(method: string): void {
    this.methods.push(method)
  }

  protected scanStart(bytes: Uint8Array, start: number, end: number): number {
    return scanStatusLine(bytes, start, end, this.startScan)
  }

  protected longStartRule(): RefusalRule {
    return 'status-line-too-long'
  }

  protected takeStart(): boolean {
    const { startScan: scan, source } = this
    const version: Version = scan.minor === 0 ? '1.0' : '1.1'
    if (scan.major !== 1) return refuse(scan, 'bad-version', source.at) !== unread
    if (this.methods.length === 0) return refuse(scan, 'unasked-response', source.at) !== unread
    resetFacts(this.facts, version)
    this.reason = source.window.cut(scan.reasonStart, scan.reasonEnd)
    return true
  }

  protected takeField(role: FieldRole, value: string): RefusalRule | undefined {
    return noteField(this.facts, role, value)
  }

  protected takeHead(): RefusalRule | undefined {
    const { status } = this.startScan
    if (this.facts.hasCoding && !this.facts.isChunked) return 'bad-coding'
    return status < 200 && status !== 101 ? this.takeInterim() : this.takeFinal()
  }

  private takeInterim(): RefusalRule | undefined {
    if (++this.interims > this.limits.interimResponses) return 'too-many-interims'
    const head = this.headOf('none')
    this.state = transitions['field-line'].interim
    this.startMessage()
    this.responseHandler.onInterim(head)
    return undefined
  }

  private takeFinal(): undefined {
    const method = this.methods.shift()!
    const { status } = this.startScan
    const bodyKind = this.bodyKindFor(method)
    const head = this.headOf(bodyKind)
    const isTunnel = status === 101 || (method === 'CONNECT' && status < 300)
    this.interims = 0
    this.afterwards = isTunnel ? 'hand-over' : head.keepAlive ? 'keep' : 'close'
    this.beginBody(bodyKind, bodyKind === 'length' ? this.facts.length : undefined)
    this.responseHandler.onHead(head)
  }

  /** RFC 9112 §6.3, in its order. */
  private bodyKindFor(method: string): BodyKind {
    const { facts } = this
    const { status } = this.startScan
    if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return 'none'
    if (method === 'CONNECT' && status < 300) return 'none'
    if (facts.isChunked) return 'chunked'
    return facts.length === undefined ? 'until-close' : 'length'
  }

  private headOf(bodyKind: BodyKind): ResponseHead {
    const { facts, startScan: scan } = this
    return {
      status: scan.status,
      reason: this.reason,
      version: facts.version,
      protocol: protocols[scan.minor]!,
      fields: this.fields,
      bodyKind,
      contentLength: facts.length,
      keepAlive: bodyKind !== 'until-close' && wantsKeepAlive(facts),
      upgrade: upgradeOf(facts),
    }
  }
}
