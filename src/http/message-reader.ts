// Reads messages out of bytes as they come, however they are cut: what requests and responses have in common.
// lines, bodies, chunks. What is refused is in refusals.ts, what follows what in states.ts. Knows no start line.

import { newChunkLineScan, scanChunkLine } from './chunk-line.ts'
import { ByteReader, type Step } from './byte-reader.ts'
import type { ReaderOptions } from './events.ts'
import { newFieldLineScan, scanFieldLine } from './field-line.ts'
import type { FieldRole } from './field-name.ts'
import type { BodyKind, Field, Fields } from './head.ts'
import type { HttpError, MessageKind } from './http-error.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { unread, type LineScan } from './line-scan.ts'
import { newMessageFacts, type MessageFacts } from './message-facts.ts'
import { CR, LF } from './octets.ts'
import type { RefusalRule } from './refusals.ts'
import { transitions, type Afterwards, type State } from './states.ts'

/** What the handlers of both roles have. */
export type BodyHandler = {
  onBody(bytes: Uint8Array): void
  onEnd(trailers: Fields): void
  onError(error: HttpError): void
}

const noFields: Field[] = []
Object.freeze(noFields)

export abstract class MessageReader extends ByteReader {
  protected readonly limits: Limits
  protected readonly facts: MessageFacts
  protected afterwards: Afterwards = 'keep'
  /** The field lines that are being read: of a head, or of a trailer section. */
  protected fields: Field[] = noFields
  /** What remains of a sized body or of a chunk. */
  protected left = 0
  private fieldBytes = 0
  private blankLines = 0
  private contentBytes = 0
  private extensionBytes = 0
  private readonly handler: BodyHandler
  private readonly fieldScan = newFieldLineScan()
  private readonly chunkScan = newChunkLineScan()

  constructor(kind: MessageKind, handler: BodyHandler, options: ReaderOptions) {
    const limits = { ...defaultLimits, ...options.limits }
    super(kind, handler, limits.heldBytes)
    this.handler = handler
    this.limits = limits
    this.facts = newMessageFacts(this.limits.bodyBytes)
  }

  protected abstract readonly startScan: LineScan
  /** Reads a start line: where the next line begins, or `unread`. */
  protected abstract scanStart(bytes: Uint8Array, start: number, end: number): number
  /** What is wrong with a start line beyond the limit. */
  protected abstract longStartRule(): RefusalRule
  /** Takes a start line that has been read. False refuses it, for the rule in `startScan`. */
  protected abstract takeStart(): boolean
  /** Notes a field that has a role. */
  protected abstract takeField(role: FieldRole, value: string): RefusalRule | undefined
  /** The head is complete: tells it, and moves to the state of its body. */
  protected abstract takeHead(): RefusalRule | undefined

  protected step(): Step {
    switch (this.state) {
      case 'start-line':
        return this.readStartLine()
      case 'field-line':
      case 'trailer-line':
        return this.readFieldLines()
      case 'sized-body':
      case 'chunk-data':
        return this.readData()
      case 'chunk-size':
        return this.readChunkLine()
      case 'chunk-end':
        return this.readChunkEnd()
      case 'unsized-body':
        return this.readUnsized()
      case 'complete':
        return this.complete()
      default:
        return false
    }
  }

  /** RFC 9112 §2.2: an empty line before a start line is ignored. */
  private readStartLine(): Step {
    const { source, limits } = this
    if (!source.mayHaveLine()) return this.stuck(this.startScan, limits.startLineBytes)
    const { bytes, at, until } = source
    if (isBlankLine(bytes, at, until)) {
      if (this.blankLines++ === limits.blankLines) return this.refuse('blank-lines', at)
      source.advanceTo(at + 2)
      return true
    }
    const next = this.scanStart(bytes, at, until)
    if (next === unread) return this.stuck(this.startScan, limits.startLineBytes)
    if (next - at > limits.startLineBytes) return this.tooLong(limits.startLineBytes)
    if (!this.takeStart()) return this.refuse(this.startScan.rule, this.startScan.ruleAt)
    this.beginFields()
    this.state = transitions['start-line'].line
    source.advanceTo(next)
    return true
  }

  private beginFields(): void {
    this.fields = []
    this.fieldBytes = this.limits.fieldBytes
  }

  /** As many field lines as there are, in one go: here most of the time of a head is spent. */
  private readFieldLines(): Step {
    const { source, fieldScan } = this
    while (source.mayHaveLine()) {
      const { bytes, at, until } = source
      if (isBlankLine(bytes, at, until)) return this.endFields()
      const next = scanFieldLine(source, fieldScan)
      if (next === unread) return this.stuck(fieldScan, this.fieldBytes)
      if (next - at > this.fieldBytes) return this.tooLong(this.fieldBytes)
      if (this.fields.length === this.limits.fieldLines) return this.refuse('too-many-fields', at)
      const rule = this.addField()
      if (rule !== undefined) return this.refuse(rule, fieldScan.valueStart)
      this.fieldBytes -= next - at
      source.advanceTo(next)
    }
    return this.stuck(fieldScan, this.fieldBytes)
  }

  private addField(): RefusalRule | undefined {
    const { valueStart, valueEnd } = this.fieldScan
    const name = this.fieldScan.name!
    const value = this.source.window.cut(valueStart, valueEnd)
    this.fields.push({ name, value })
    if (name.role === undefined) return undefined
    if (this.state === 'field-line') return this.takeField(name.role, value)
    // RFC 9110 §6.5.1: what decides on framing or routing comes too late here, and may be meant for another reader.
    return name.role === 'date' || name.role === 'server' ? undefined : 'forbidden-trailer'
  }

  private endFields(): Step {
    const { source, state } = this
    const { at } = source
    if (this.fieldBytes < 2) return this.tooLong(this.fieldBytes)
    source.advanceTo(at + 2)
    if (state === 'trailer-line') {
      this.state = transitions[state]['blank-line']
      return true
    }
    const rule = this.takeHead()
    return rule === undefined || this.refuse(rule, at)
  }

  /** Moves to the state of a body, before the head is told. */
  protected beginBody(kind: BodyKind, length: number | undefined): void {
    const next = transitions['field-line']
    this.left = length ?? 0
    this.contentBytes = 0
    this.extensionBytes = 0
    this.fields = noFields
    this.state = kind === 'none' || length === 0 ? next['no-body'] : next[kind]
  }

  private readData(): Step {
    const { source } = this
    const { at } = source
    const size = Math.min(this.left, source.until - at)
    this.left -= size
    source.advanceTo(at + size)
    if (this.left === 0)
      this.state = this.state === 'sized-body' ? transitions['sized-body'].end : transitions['chunk-data'].end
    this.handler.onBody(source.bytes.subarray(at, at + size))
    return true
  }

  private readChunkLine(): Step {
    const { source, limits, chunkScan } = this
    if (!source.mayHaveLine()) return this.stuck(chunkScan, limits.chunkLineBytes)
    const { bytes, at, until } = source
    const next = scanChunkLine(bytes, at, until, chunkScan)
    if (next === unread) return this.stuck(chunkScan, limits.chunkLineBytes)
    if (next - at > limits.chunkLineBytes) return this.tooLong(limits.chunkLineBytes)
    this.extensionBytes += chunkScan.extensionBytes
    if (this.extensionBytes > limits.chunkExtensionBytes) return this.refuse('extensions-too-long', at)
    this.contentBytes += chunkScan.size
    if (this.contentBytes > limits.bodyBytes) return this.refuse('body-too-long', at)
    this.left = chunkScan.size
    this.state = transitions['chunk-size'][chunkScan.size === 0 ? 'last-chunk' : 'chunk']
    if (chunkScan.size === 0) this.beginFields()
    source.advanceTo(next)
    return true
  }

  /** RFC 9112 §7.1: data that is not followed by CR and LF is longer than its size says. */
  private readChunkEnd(): Step {
    const { source } = this
    const { bytes, at, until } = source
    if (bytes[at] !== CR) return this.refuse('chunk-line-end', at)
    if (at + 1 === until) return false
    if (bytes[at + 1] !== LF) return this.refuse('chunk-line-end', at + 1)
    this.state = transitions['chunk-end']['line-end']
    source.advanceTo(at + 2)
    return true
  }

  private readUnsized(): Step {
    const { source } = this
    const { at, until } = source
    const size = Math.min(until - at, this.limits.bodyBytes - this.contentBytes)
    if (size === 0) return this.refuse('body-too-long', at)
    this.contentBytes += size
    source.advanceTo(at + size)
    this.handler.onBody(source.bytes.subarray(at, at + size))
    return true
  }

  private complete(): Step {
    const trailers = this.fields
    this.fields = noFields
    this.state = transitions.complete[this.afterwards]
    this.startMessage()
    this.handler.onEnd(trailers)
    return true
  }

  protected startMessage(): void {
    this.blankLines = 0
    this.source.startMessage()
  }

  /** A line could not be read. It is refused once it is complete, so that nothing depends on how it was cut. */
  private stuck(scan: LineScan, limit: number): Step {
    const { source } = this
    const { at, until } = source
    const lineFeed = source.lineFeed()
    const isComplete = lineFeed < until
    if (lineFeed - at + (isComplete ? 1 : 0) > limit) return this.tooLong(limit)
    if (!isComplete) return false
    // RFC 9112 §2.2: before the first field line there is nothing to go on with.
    const isFirst = this.state === 'field-line' && this.fields.length === 0
    return this.refuse(scan.rule === 'line-folding' && isFirst ? 'leading-space' : scan.rule, scan.ruleAt)
  }

  private tooLong(limit: number): Step {
    const rule: Partial<Record<State, RefusalRule>> = {
      'start-line': this.longStartRule(),
      'chunk-size': 'chunk-line-too-long',
    }
    return this.refuse(rule[this.state] ?? 'fields-too-long', this.source.at + limit)
  }
}

function isBlankLine(bytes: Uint8Array, at: number, until: number): boolean {
  return bytes[at] === CR && at + 1 < until && bytes[at + 1] === LF
}
