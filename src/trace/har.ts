// Exchanges as an HTTP archive (HAR 1.2), the form that browsers and proxies write and read.

import { contentOf } from './dissect.ts'
import { conversationsOf } from './conversations.ts'
import type { Conversation, Exchange } from './exchanges.ts'
import { fieldValue } from './layout.ts'
import type { Message } from './message.ts'
import type { Trace } from './trace.ts'

export type HarOptions = {
  /** When the trace began: its times count from here. */
  readonly startedAt: Date
  /** Of this program, named as the creator of the archive. */
  readonly version: string
}

/** JSON text. Sizes are in bytes, times in milliseconds, -1 stands for what is not known, as the format wants it. */
export function formatHar(trace: Trace, { startedAt, version }: HarOptions): string {
  const entries = conversationsOf(trace).flatMap(conversation =>
    conversation.exchanges.map(exchange => entryOf(conversation, exchange, startedAt)),
  )
  const log = {
    version: '1.2',
    creator: { name: 'tsgi-learn', version },
    entries: entries.toSorted((one, other) => one.startedDateTime.localeCompare(other.startedDateTime)),
  }
  return `${JSON.stringify({ log }, undefined, 2)}\n`
}

function entryOf(conversation: Conversation, exchange: Exchange, startedAt: Date) {
  const { requestBeganMs = 0, requestEndedMs = requestBeganMs } = exchange
  const { responseBeganMs = requestEndedMs, responseEndedMs = responseBeganMs } = exchange
  const timings = {
    send: span(requestBeganMs, requestEndedMs),
    wait: span(requestEndedMs, responseBeganMs),
    receive: span(responseBeganMs, responseEndedMs),
  }
  return {
    startedDateTime: new Date(startedAt.getTime() + requestBeganMs).toISOString(),
    time: span(0, timings.send + timings.wait + timings.receive),
    request: requestOf(conversation, exchange),
    response: responseOf(conversation, exchange),
    cache: {},
    timings,
    connection: conversation.connection,
    ...(conversation.remote === undefined ? {} : { serverIPAddress: conversation.remote.address }),
  }
}

/** An answer that came before the request was whole waited for nothing. */
function span(from: number, to: number): number {
  return Math.round(Math.max(0, to - from) * 1000) / 1000
}

function requestOf({ sent, remote }: Conversation, { request }: Exchange) {
  const line = request?.requestLine
  const target = line?.target.text ?? ''
  const host = fieldValue(request, 'host') ?? (remote === undefined ? 'localhost' : `${remote.address}:${remote.port}`)
  const url = target.startsWith('/') ? `http://${host}${target}` : target
  const content = request === undefined ? new Uint8Array() : contentOf(sent.bytes, request)
  return {
    method: line?.method.text ?? '',
    url,
    httpVersion: line?.version.text ?? '',
    cookies: [],
    headers: headersOf(request),
    queryString: queryOf(url),
    headersSize: headBytes(request),
    bodySize: bodyBytes(request),
    ...(content.length === 0
      ? {}
      : { postData: { mimeType: fieldValue(request, 'content-type') ?? '', params: [], ...textOf(content) } }),
  }
}

function responseOf({ received }: Conversation, { response }: Exchange) {
  const line = response?.statusLine
  const content = response === undefined ? new Uint8Array() : contentOf(received.bytes, response)
  return {
    status: line?.status ?? 0,
    statusText: line?.reason.text ?? '',
    httpVersion: line?.version.text ?? '',
    cookies: [],
    headers: headersOf(response),
    redirectURL: fieldValue(response, 'location') ?? '',
    headersSize: headBytes(response),
    bodySize: bodyBytes(response),
    content: { size: content.length, mimeType: fieldValue(response, 'content-type') ?? '', ...textOf(content) },
  }
}

function headersOf(message: Message | undefined): readonly { readonly name: string; readonly value: string }[] {
  return (message?.fields ?? []).map(({ name, value }) => ({ name: name.text, value: value?.text ?? '' }))
}

function headBytes(message: Message | undefined): number {
  return message?.blankLine === undefined ? -1 : message.blankLine.range.end - message.range.start
}

function bodyBytes(message: Message | undefined): number {
  return message === undefined ? -1 : message.body.end - message.body.start
}

function queryOf(url: string): readonly { readonly name: string; readonly value: string }[] {
  const query = url.indexOf('?')
  return query < 0 ? [] : Array.from(new URLSearchParams(url.slice(query + 1)), ([name, value]) => ({ name, value }))
}

/** Bytes that are no UTF-8 go in base64, as the format allows. */
function textOf(bytes: Uint8Array): { readonly text: string; readonly encoding?: 'base64' } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return { text: Buffer.from(bytes).toString('base64'), encoding: 'base64' }
  }
}
