// Reads requests (RFC 9112 §3): the request line, what a head means, and when the connection is no longer HTTP.

import type { ReaderOptions, RequestHandler, RequestReader } from './events.ts'
import type { FieldRole } from './field-name.ts'
import type { Field, RequestHead, Version } from './head.ts'
import { refuse, unread } from './line-scan.ts'
import { noteRequestField, resetFacts, upgradeOf, wantsKeepAlive } from './message-facts.ts'
import { MessageReader } from './message-reader.ts'
import { SP } from './octets.ts'
import type { RefusalRule } from './refusals.ts'
import { newRequestLineScan, scanRequestLine } from './request-line.ts'
import { parseTarget, type Target } from './target.ts'

/** A reader of requests: the server's. */
export function createRequestReader(handler: RequestHandler, options: ReaderOptions = {}): RequestReader {
  return new RequestMessageReader(handler, options)
}

/** The versions that may come, so that no text is made for each request. */
export const protocols: readonly string[] = Array.from({ length: 10 }, (_, minor) => `HTTP/1.${minor}`)

const noTarget: Target = { form: 'origin', path: '/', query: undefined, authority: undefined }

class RequestMessageReader extends MessageReader {
  protected readonly startScan = newRequestLineScan()
  private readonly requestHandler: RequestHandler
  private target = ''
  private parts = noTarget

  constructor(handler: RequestHandler, options: ReaderOptions) {
    super('request', handler, options)
    this.requestHandler = handler
  }

  protected scanStart(bytes: Uint8Array, start: number, end: number): number {
    return scanRequestLine(bytes, start, end, this.startScan, this.limits.methodBytes)
  }

  /** RFC 9112 §3: too long a method is 501, too long a target 414. */
  protected longStartRule(): RefusalRule {
    const { bytes, at } = this.source
    const method = bytes.subarray(at, at + this.limits.methodBytes + 1)
    return method.includes(SP) ? 'target-too-long' : 'method-too-long'
  }

  protected takeStart(): boolean {
    const { startScan: scan, source } = this
    const { targetStart, targetEnd, queryMark } = scan
    const version: Version = scan.minor === 0 ? '1.0' : '1.1'
    if (scan.major !== 1) return refuse(scan, 'bad-version', targetEnd + 1) !== unread
    resetFacts(this.facts, version)
    this.target = source.window.cut(targetStart, targetEnd)
    // Nearly all targets: a path, and nothing in it to check.
    if (this.target.startsWith('/') && !scan.hasEscape && scan.method !== 'CONNECT') {
      const path = queryMark === undefined ? this.target : source.window.cut(targetStart, queryMark)
      const query = queryMark === undefined ? undefined : source.window.cut(queryMark + 1, targetEnd)
      this.parts = { form: 'origin', path, query, authority: undefined }
      return true
    }
    const parts = parseTarget(scan.method, this.target)
    if (typeof parts === 'string') return refuse(scan, parts, targetStart) !== unread
    this.parts = parts
    return true
  }

  protected takeField(role: FieldRole, value: string): RefusalRule | undefined {
    return noteRequestField(this.facts, role, value)
  }

  protected takeHead(): RefusalRule | undefined {
    const { facts, parts, fields, startScan: scan, target } = this
    const { form, path, query, authority } = parts
    const { method } = scan
    if (facts.host === undefined && facts.version === '1.1') return 'no-host'
    if (facts.hasCoding && !facts.isChunked) return 'bad-coding'
    const bodyKind = facts.isChunked ? 'chunked' : facts.length === undefined ? 'none' : 'length'
    if (method === 'CONNECT' && bodyKind !== 'none') return 'connect-with-body'
    if (authority !== undefined) replaceHost(fields, authority)
    const keepAlive = wantsKeepAlive(facts)
    const head: RequestHead = {
      method,
      target,
      form,
      path,
      query,
      host: authority ?? facts.host,
      version: facts.version,
      protocol: protocols[scan.minor]!,
      fields,
      bodyKind,
      contentLength: facts.length,
      keepAlive,
      expectsContinue: facts.expectsContinue && bodyKind !== 'none' && facts.length !== 0,
      upgrade: upgradeOf(facts),
    }
    // What follows a CONNECT is the tunnel's; after `close` no more is read (RFC 9112 §9.6).
    this.afterwards = method === 'CONNECT' ? 'hand-over' : keepAlive ? 'keep' : 'close'
    this.beginBody(bodyKind, facts.length)
    this.requestHandler.onHead(head)
    return undefined
  }
}

/** RFC 9112 §3.2.2: where the target has an authority, what Host said is ignored and replaced. */
function replaceHost(fields: Field[], value: string): void {
  const index = fields.findIndex(({ name }) => name.role === 'host')
  if (index >= 0) fields[index] = { name: fields[index]!.name, value }
}
