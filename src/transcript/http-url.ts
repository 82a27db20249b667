// A URL as a client takes it apart: what goes into the request line and what into Host. Decodes nothing.

import { bytesFromLatin1 } from '../http/index.ts'
import { utf8AsLatin1 } from './latin1.ts'

export type HttpUrl = {
  /** What Host says: the port only when it is not the scheme's. Empty for a URL that is a path alone. */
  readonly authority: string
  /** `name:password`, percent escapes decoded. */
  readonly user: string | undefined
  /** Path and query, as they go on the wire. */
  readonly target: string
}

const defaultPorts: Readonly<Record<string, string>> = { http: ':80', https: ':443' }

/** undefined for what is no http or https URL. `path` says whether dot segments are taken out of it. */
export function parseHttpUrl(text: string, path: 'as-is' | 'without-dots'): HttpUrl | undefined {
  const match = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:([^/?#@]*)@)?([^/?#@]*)([^?#]*)(\?[^#]*)?(?:#.*)?$/i.exec(text)
  if (match === null || /[\s\p{Cc}]/u.test(text)) return undefined
  const [, scheme = 'http', user, host = '', written = '', query = ''] = match
  const port = defaultPorts[scheme.toLowerCase()]
  if (port === undefined) return undefined
  const walked = path === 'as-is' ? written : withoutDots(written)
  return {
    authority: host.endsWith(port) ? host.slice(0, -port.length) : host,
    user: user === undefined ? undefined : decoded(user),
    target: escapeNonAscii(`${walked === '' ? '/' : walked}${query}`),
  }
}

/** RFC 3986 §5.2.4. */
function withoutDots(path: string): string {
  const kept: string[] = []
  const segments = path.split('/').slice(1)
  for (const [index, segment] of segments.entries()) {
    if (segment === '..') kept.pop()
    const isDots = segment === '.' || segment === '..'
    if (!isDots) kept.push(segment)
    else if (index === segments.length - 1) kept.push('')
  }
  return path === '' ? '' : `/${kept.join('/')}`
}

function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, escapes =>
    new TextDecoder().decode(
      bytesFromLatin1(escapes.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))),
    ),
  )
}

function escapeNonAscii(text: string): string {
  return utf8AsLatin1(text).replace(/[\x80-\xff]/g, char => `%${char.charCodeAt(0).toString(16)}`)
}
