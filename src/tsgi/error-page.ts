// What a client gets when an application fails before anything was sent: a plain body that tells nothing of the error.

import { bytesFromLatin1, givenLines, statusText } from '../http/index.ts'
import { InputError } from './input-error.ts'
import type { ResponseStart } from './sink.ts'

export type ErrorPage = { readonly start: ResponseStart; readonly body: Uint8Array }

/** 500; for a request body that is malformed, the client's own fault, what the InputError says. */
export function errorPageFor(thrown: unknown): ErrorPage {
  const code = thrown instanceof InputError ? thrown.status : 500
  const status = statusText(code)
  const headers = [['Content-Type', 'text/plain; charset=utf-8']] as const
  const lines = givenLines(status, headers)
  return { start: { status, code, headers, lines, declaredLength: undefined }, body: bytesFromLatin1(`${status}\n`) }
}
