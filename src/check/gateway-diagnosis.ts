// The ways to be wrong that need more than one request and its bytes: request line, environ, application, a kept connection.
// Codes and facts. No sentences here.

/** What a line KEY=value of a body shows about the request line and the environ. */
export const valueCodes = [
  'target-not-split', 'target-changed', 'query-in-path', 'query-mark-kept',
  'not-decoded', 'decoded-twice', 'decoded-too-soon', 'decoded-as-utf-8',
  'header-not-prefixed', 'key-misspelt', 'content-type-prefixed', 'underscore-not-dropped',
  'not-joined', 'not-trimmed', 'trimmed-too-much', 'cut-at-separator', 'case-changed', 'undefined-value',
  'key-missing', 'key-unwanted', 'wrong-value', 'not-sorted',
] as const // prettier-ignore
export type ValueCode = (typeof valueCodes)[number]

/** What a body shows about the server between the application and the wire; some of it only a check can tell. */
export const applicationCodes = [
  'headers-too-soon', 'called-twice', 'close-not-called', 'close-called-twice', 'write-lost', 'start-not-checked',
  'not-bytes', 'encoded-twice', 'error-leaked', 'input-not-body', 'chunks-not-decoded', 'out-of-order',
] as const // prettier-ignore
export type ApplicationCode = (typeof applicationCodes)[number]

/** What the messages themselves show, and the connection they come on. */
export const exchangeCodes = [
  'not-refused', 'host-not-checked', 'repeats-lost', 'constant-date', 'length-missing', 'body-not-allowed',
  'ended-by-empty-chunk', 'chunked-to-old-client', 'not-kept-alive', 'pipelined-lost', 'continue-missing',
  'input-cut', 'body-left-unread',
] as const // prettier-ignore

/** The codes that a check may give itself: `#!means: CODE` in its transcript. */
export const markedCodes = [...valueCodes, ...applicationCodes] as const
export type MarkedCode = (typeof markedCodes)[number]

export function isMarkedCode(code: string): code is MarkedCode {
  return (markedCodes as readonly string[]).includes(code)
}

/**
 * What was asked for and what came, one character a byte; `expected` may have the placeholders of the check in it, and is
 * undefined for what must not be there at all.
 */
export type ToldFacts = {
  readonly code: MarkedCode
  /** Of the line KEY=value, where it is one. */
  readonly key: string | undefined
  readonly expected: string | undefined
  readonly received: string
}

export type GatewayFacts =
  | ToldFacts
  /** `request`: the first line of what should have been refused. */
  | {
      readonly code: 'not-refused'
      readonly expected: string
      readonly received: string
      readonly request: string
    }
  | {
      readonly code: 'host-not-checked'
      readonly expected: string
      readonly received: string
      /** How many Host fields the request has. */
      readonly hosts: number
    }
  /** Several fields of one name were due. */
  | {
      readonly code: 'repeats-lost'
      /** Lower-cased. */
      readonly name: string
      readonly expected: readonly string[]
      readonly received: readonly string[]
    }
  | { readonly code: 'constant-date'; readonly received: string }
  /** `isWaiting`: the connection stays open, and the client cannot know that it has everything. */
  | { readonly code: 'length-missing'; readonly bodyBytes: number; readonly isWaiting: boolean }
  | {
      readonly code: 'body-not-allowed'
      readonly because: 'head' | 'no-content' | 'not-modified'
      readonly bodyBytes: number
      readonly found: string
    }
  | { readonly code: 'ended-by-empty-chunk'; readonly found: string }
  | { readonly code: 'chunked-to-old-client' }
  /** `promised`: what the response before it says in its Connection field, when it says something. */
  | {
      readonly code: 'not-kept-alive'
      readonly promised: string | undefined
      /** Responses that came on the connection before it ended. */
      readonly responses: number
    }
  | { readonly code: 'pipelined-lost'; readonly request: string; readonly ms: number }
  /** `received`: the status that came in place of 100, when one did. */
  | { readonly code: 'continue-missing'; readonly received: string | undefined; readonly ms: number }
  | { readonly code: 'input-cut'; readonly gotBytes: number; readonly bodyBytes: number }
  /** `received`: the first line that answers what was left over. */
  | { readonly code: 'body-left-unread'; readonly received: string; readonly bodyBytes: number }
