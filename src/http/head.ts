// What the head of a message says, once read: the values that readers give and writers take. Types only.

import type { FieldName } from './field-name.ts'

/** One field line (RFC 9112 §5): which name, and its value as latin-1 text without the whitespace around it. */
export type Field = { readonly name: FieldName; readonly value: string }

/** Field lines in the order they came, repeats kept. */
export type Fields = readonly Field[]

/** The four forms of a request target (RFC 9112 §3.2). */
export type TargetForm = 'origin' | 'absolute' | 'authority' | 'asterisk'

/** The rules that hold for a message: a higher minor version than 1 follows those of 1.1 (RFC 9110 §2.5). */
export type Version = '1.0' | '1.1'

/** How the end of a body is known (RFC 9112 §6.3). */
export type BodyKind = 'none' | 'length' | 'chunked' | 'until-close'

export type RequestHead = {
  /** The method as it came: any token, case kept. */
  readonly method: string
  /** The request target as it came. */
  readonly target: string
  readonly form: TargetForm
  /** The target's path, undecoded: `/` for a bare authority, `*` for the asterisk form, `''` for the authority form. */
  readonly path: string
  /** What follows the first `?` of the target, undecoded; undefined when there is no `?`. */
  readonly query: string | undefined
  /** The host and port that are asked for: the target's own when it has one, else the Host field's (RFC 9112 §3.3). */
  readonly host: string | undefined
  readonly version: Version
  /** The version as it came: `HTTP/1.1`. */
  readonly protocol: string
  /** The field lines. Host has the target's authority as its value when the target has one (RFC 9112 §3.2.2). */
  readonly fields: Fields
  readonly bodyKind: Exclude<BodyKind, 'until-close'>
  /** The length of a body of kind `length`. */
  readonly contentLength: number | undefined
  /** Whether the client wants the connection after this exchange (RFC 9112 §9.3). */
  readonly keepAlive: boolean
  /** Whether the client waits for `100 Continue` before it sends the body (RFC 9110 §10.1.1). */
  readonly expectsContinue: boolean
  /** The Upgrade field's value where Connection names it (RFC 9110 §7.8). Nobody is bound to accept. */
  readonly upgrade: string | undefined
}

export type ResponseHead = {
  readonly status: number
  /** The reason phrase, `''` when there is none. */
  readonly reason: string
  readonly version: Version
  readonly protocol: string
  readonly fields: Fields
  readonly bodyKind: BodyKind
  /** The length of a body of kind `length`; and what Content-Length says of a body that is left out (HEAD, 304). */
  readonly contentLength: number | undefined
  readonly keepAlive: boolean
  readonly upgrade: string | undefined
}
