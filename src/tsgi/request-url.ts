// The URL of a request, put together again from its environ (PEP 3333, "URL Reconstruction").

import type { Environ } from './contract.ts'

const defaultPorts = { http: '80', https: '443' }

/** An absolute URL. Host decides over the server's own name; the path is escaped anew, the query stays as it came. */
export function requestUrl(environ: Environ): string {
  const scheme = environ['tsgi.url_scheme']
  const path = quoted(environ.SCRIPT_NAME) + quoted(environ.PATH_INFO)
  const query = environ.QUERY_STRING === '' ? '' : `?${environ.QUERY_STRING}`
  return `${scheme}://${environ['HTTP_HOST'] || hostFrom(environ)}${path}${query}`
}

function hostFrom(environ: Environ): string {
  const { SERVER_NAME: name, SERVER_PORT: port } = environ
  const host = name.includes(':') && !name.startsWith('[') ? `[${name}]` : name
  return port === defaultPorts[environ['tsgi.url_scheme']] ? host : `${host}:${port}`
}

/** Bytes as latin-1 text, escaped but for slashes and what RFC 3986 §2.3 calls unreserved. */
const quoted = (text: string): string =>
  text.replace(
    /[^A-Za-z0-9\-._~/]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
