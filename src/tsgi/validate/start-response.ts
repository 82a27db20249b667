// startResponse and write between application and server: what is said, when, and what is answered.

import { checkChunk } from '../chunk.ts'
import type { HeaderList, StartResponse, Write } from '../contract.ts'
import type { ResponseStart } from '../sink.ts'
import { startFrom } from '../start-from.ts'
import { isError } from '../thrown.ts'
import type { Exchange } from './exchange.ts'

/** The server's startResponse, checked at both ends. */
export function checkedStart(startResponse: StartResponse, exchange: Exchange): StartResponse {
  return (...args: readonly unknown[]) => {
    const [status, headers, error] = args as Parameters<StartResponse>
    checkCall(args, exchange)
    exchange.wasStarted = true
    exchange.start = undefined
    const start = exchange.attempt(() => startFrom(status, headers))
    checkHeaders(start, exchange)
    const write = passOn(startResponse, { status, headers, error }, exchange)
    exchange.start = start
    if (typeof write !== 'function') exchange.report('start-function', { value: write, where: 'with what it gives' })
    return checkedWrite(write, exchange)
  }
}

function checkCall(args: readonly unknown[], exchange: Exchange): void {
  const [status, , error] = args
  if (args.length < 2 || args.length > 3)
    exchange.report('start-arguments', { value: args, where: `with ${args.length} arguments` })
  if (args.length === 3 && error !== undefined && !isError(error))
    exchange.report('start-arguments', { value: error, where: 'with the third argument' })
  if (exchange.isOver) exchange.report('start-after-end', { value: status })
  if (exchange.thrownBack !== undefined)
    exchange.report('start-error-kept', { value: status, where: 'with another call of startResponse' })
  if (exchange.wasStarted && error === undefined) exchange.report('start-twice', { value: status })
}

function checkHeaders({ code, headers }: ResponseStart, exchange: Exchange): void {
  for (const [name] of headers) {
    const lower = name.toLowerCase()
    if (lower === 'status') exchange.report('start-status-header', { value: name })
    if (lower === 'content-type' && (code === 204 || code === 304))
      exchange.report('start-content-type', { value: name, where: `in a ${code}` })
  }
}

type Call = { readonly status: string; readonly headers: HeaderList; readonly error: Error | undefined }

/** With an error and the headers gone, the server has to throw that error; else it must not. */
function passOn(startResponse: StartResponse, { status, headers, error }: Call, exchange: Exchange): Write {
  if (error === undefined) return startResponse(status, headers)
  const isGone = exchange.isHeadSent && exchange.method !== 'HEAD'
  if (isGone) exchange.thrownBack = error
  let write: Write
  try {
    write = startResponse(status, headers, error)
  } catch (thrown) {
    if (!isGone) exchange.report('start-replaced', { value: thrown, where: 'with nothing sent' })
    if (thrown !== error) exchange.report('start-rethrown', { value: thrown, where: 'with another error' })
    throw thrown
  }
  if (isGone) exchange.report('start-rethrown', { value: write, where: 'with the headers gone' })
  return write
}

function checkedWrite(write: Write, exchange: Exchange): Write {
  return (...args: readonly unknown[]) => {
    const [chunk] = args
    exchange.attempt(() => checkChunk(chunk))
    const bytes = chunk as Uint8Array
    if (exchange.isOver) exchange.report('write-after-end', { value: bytes })
    if (exchange.hasBody) exchange.report('write-after-body', { value: bytes })
    exchange.count(bytes)
    const promise = write(bytes)
    if (typeof (promise as Partial<Promise<void>> | undefined)?.then !== 'function')
      exchange.report('write-promise', { value: promise })
    return promise
  }
}
