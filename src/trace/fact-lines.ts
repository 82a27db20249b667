// Facts of a connection and of the program as sentences for a `*` line. English; the event stays beside it for other languages.

import { escapeCharacters } from './escape.ts'
import type { PartStyle } from './line.ts'
import type { Address, LimitName, ProgramEvent, SourceLocation, WireEvent } from './trace.ts'

export type FactEvent =
  Exclude<WireEvent, { type: 'sent' | 'received' }> | Exclude<ProgramEvent, { type: 'wrote' | 'output' }>

export type Fact = { readonly text: string; readonly style: PartStyle; readonly source: SourceLocation | undefined }

export function factOf(event: FactEvent): Fact {
  const source = 'at' in event ? event.at : undefined
  return { text: textOf(event), style: isTrouble(event) ? 'error' : 'dim', source }
}

function isTrouble({ type }: FactEvent): boolean {
  return !quiet.has(type)
}

const quiet: ReadonlySet<FactEvent['type']> = new Set([
  'opened', 'ended', 'half-closed', 'closed', 'aborted', 'listening',
]) // prettier-ignore

function textOf(event: FactEvent): string {
  switch (event.type) {
    case 'opened':
      return `connected to ${addressText(event.remote)}`
    case 'refused':
      return `${addressText(event.remote)} refused the connection (${escapeCharacters(event.reason)})`
    case 'ended':
      return 'the server closed the connection'
    case 'reset':
      return 'the server reset the connection'
    case 'half-closed':
      return event.probe ? 'the client ends its side: does the server wait for that?' : 'the client ended its side'
    case 'closed':
      return 'the client closed the connection'
    case 'aborted':
      return 'the client reset the connection'
    case 'limit':
      return limitText(event.limit, event.ms)
    default:
      return programText(event)
  }
}

function programText(event: Exclude<FactEvent, WireEvent>): string {
  switch (event.type) {
    case 'syntax-error':
      return `the program could not be read: ${escapeCharacters(event.message)}`
    case 'listening':
      return `the program listens on ${addressText(event)}`
    case 'never-listened':
      return `the program did not listen within ${event.ms} ms`
    case 'port-taken':
      return `port ${event.port} is taken`
    case 'threw':
      return `the program threw ${escapeCharacters(event.name)}: ${escapeCharacters(event.message)}`
    case 'blocked':
      return `the program has been busy for ${Math.round(event.ms)} ms and answers nobody`
    case 'out-of-memory':
      return `the program took ${megabytes(event.bytes)} of memory; ${megabytes(event.limit)} are allowed`
    case 'exited':
      return event.signal === undefined
        ? `the program ended with exit code ${event.code ?? 0}`
        : `the program was ended by ${event.signal}`
    case 'still-running':
      return `the program still runs after ${Math.round(event.ms)} ms`
    case 'output-capped':
      return cappedText(event)
  }
}

function cappedText({ droppedBytes, stopped }: ProgramEvent & { readonly type: 'output-capped' }): string {
  const isOne = droppedBytes === 1
  const bytes = `${droppedBytes.toLocaleString('en-US')} byte${isOne ? '' : 's'} more`
  return stopped
    ? `the program was stopped: it printed ${bytes} than ${isOne ? 'is' : 'are'} kept`
    : `${bytes} ${isOne ? 'was' : 'were'} printed and not kept`
}

function limitText(limit: LimitName, ms: number): string {
  switch (limit) {
    case 'first-byte':
      return `no byte came back within ${ms} ms`
    case 'exchange':
      return `the exchange was not over after ${ms} ms`
    case 'close':
      return `the connection was still open after ${ms} ms`
  }
}

function addressText({ address, port }: Address): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
