// Small applications, and the requests that go with them.

import type { Application, Body, HeaderList } from '../../../src/tsgi/index.ts'

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
export const text = (given: Uint8Array): string => new TextDecoder().decode(given)

/** A request of HTTP/1.1 with a Host; `fields` are lines without their ends. */
export const request = (line: string, ...fields: readonly string[]): string =>
  `${[`${line} HTTP/1.1`, 'Host: localhost', ...fields].join('\r\n')}\r\n\r\n`

export const get = (target = '/', ...fields: readonly string[]): string => request(`GET ${target}`, ...fields)

/** A POST of a body with its length. */
export const post = (body: string, ...fields: readonly string[]): string =>
  request('POST /', `Content-Length: ${body.length}`, ...fields) + body

/** Always the same body. */
export const giving =
  (body: () => Body, headers: HeaderList = [], status = '200 OK'): Application =>
  (_, startResponse) => {
    startResponse(status, headers)
    return body()
  }

export const hello: Application = giving(() => [bytes('hello')])

/** Answers with its path. */
export const sayingPath: Application = ({ PATH_INFO }, startResponse) => {
  startResponse('200 OK', [])
  return [bytes(PATH_INFO)]
}

/** Answers with the request's body once it has read all of it. */
export const echoing: Application = async (environ, startResponse) => {
  const body = await environ['tsgi.input'].read()
  startResponse('200 OK', [])
  return [body]
}

/** A promise, and how to fulfil it. */
export function gate<Value = void>(): { readonly opened: Promise<Value>; readonly open: (value: Value) => void } {
  let open: (value: Value) => void = () => undefined
  const opened = new Promise<Value>(resolve => {
    open = resolve
  })
  return { opened, open }
}
