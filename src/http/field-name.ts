// Field names (RFC 9110 §5.1) as objects: one for each spelling, so that what depends on a name is found out once.

import { Interned } from './interned.ts'
import { isTokenOctet } from './octets.ts'

/** What a field means to the reader and the writer of messages themselves. */
export type FieldRole = 'host' | 'length' | 'coding' | 'connection' | 'expect' | 'upgrade' | 'date' | 'server'

export type FieldName = {
  /** As it was spelled. */
  readonly wire: string
  /** In lower case: names compare without case. */
  readonly lower: string
  /**
   * The key in an environ: `HTTP_USER_AGENT`, `CONTENT_TYPE`. Undefined for a name with `_` in it, since it could forge
   * another, and for Transfer-Encoding, which is gone once the coding is decoded.
   */
  readonly environKey: string | undefined
  /** Undefined for most: fields that are only carried. */
  readonly role: FieldRole | undefined
  /** Whether the spelling is a token. Always so in what a reader gives; an application's headers may fail here. */
  readonly isToken: boolean
  /** Whether the field is about one connection and no application may send it (RFC 9110 §7.6.1, PEP 3333). */
  readonly isHopByHop: boolean
}

const roles = new Map<string, FieldRole>([
  ['host', 'host'],
  ['content-length', 'length'],
  ['transfer-encoding', 'coding'],
  ['connection', 'connection'],
  ['expect', 'expect'],
  ['upgrade', 'upgrade'],
  ['date', 'date'],
  ['server', 'server'],
])

// `trailers` is no field, but the list that PEP 3333 refers to has it, and so have its validators.
const hopByHop = new Set(
  `connection keep-alive proxy-authenticate proxy-authorization proxy-connection te trailer trailers transfer-encoding
  upgrade`.split(/\s+/),
)

/** The names of which a server sees most. They are there before any peer can fill the table with others. */
const common = `Accept Accept-Charset Accept-Encoding Accept-Language Accept-Ranges Access-Control-Allow-Origin
  Access-Control-Request-Headers Access-Control-Request-Method Age Allow Authorization Cache-Control Connection
  Content-Disposition Content-Encoding Content-Language Content-Length Content-Location Content-Range
  Content-Security-Policy Content-Type Cookie DNT Date ETag Expect Expires Forwarded From Host If-Match If-Modified-Since
  If-None-Match If-Range If-Unmodified-Since Keep-Alive Last-Modified Link Location Max-Forwards Origin Pragma Priority
  Proxy-Authenticate Proxy-Authorization Proxy-Connection Range Referer Retry-After Sec-CH-UA Sec-CH-UA-Mobile
  Sec-CH-UA-Platform Sec-Fetch-Dest Sec-Fetch-Mode Sec-Fetch-Site Sec-Fetch-User Server Set-Cookie
  Strict-Transport-Security TE Trailer Transfer-Encoding Upgrade Upgrade-Insecure-Requests User-Agent Vary Via
  WWW-Authenticate X-Content-Type-Options X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Frame-Options
  X-Real-IP X-Request-ID X-Requested-With`.split(/\s+/)

/** All names that are known, by their bytes and by their text. */
export const fieldNames = new Interned(
  fieldNameFrom,
  2048,
  common.flatMap(name => [name, name.toLowerCase()]),
)

/** The name object for a spelling. */
export const fieldName = (wire: string): FieldName => fieldNames.of(wire)

function fieldNameFrom(wire: string): FieldName {
  const lower = wire.toLowerCase()
  return {
    wire,
    lower,
    environKey: environKeyFrom(lower),
    role: roles.get(lower),
    isToken: isToken(wire),
    isHopByHop: hopByHop.has(lower),
  }
}

function environKeyFrom(lower: string): string | undefined {
  if (lower.includes('_') || lower === 'transfer-encoding') return undefined
  const upper = lower.toUpperCase().replaceAll('-', '_')
  const key = upper === 'CONTENT_TYPE' || upper === 'CONTENT_LENGTH' ? upper : `HTTP_${upper}`
  // Having been a property's name makes it one the engine need not look up again at each request.
  return Object.keys({ [key]: true })[0]
}

/** RFC 9110 §5.6.2: `token`. */
export function isToken(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isTokenOctet(text.charCodeAt(at))) return false
  return text.length > 0
}
