// What curl would put on the wire for a request: order, names and defaults as curl 7.88 has them. Knows no command line.

import type { CurlRequest } from './curl-options.ts'
import type { HttpUrl } from './http-url.ts'
import { bytesFromLatin1, joinBytes } from '../http/index.ts'
import { utf8AsLatin1 } from './latin1.ts'

const curlAgent = 'curl/7.88.1'
const curlEncodings = 'deflate, gzip, br, zstd'
const formType = 'application/x-www-form-urlencoded'

export function curlRequestBytes(request: CurlRequest, url: HttpUrl): Uint8Array {
  const body =
    request.isGet || request.data.length === 0 ? undefined : bytesFromLatin1(utf8AsLatin1(request.data.join('&')))
  const lines = [requestLine(request, url, body), ...fieldLines(request, url, body), '', '']
  return joinBytes([bytesFromLatin1(utf8AsLatin1(lines.join('\r\n'))), body ?? new Uint8Array()])
}

function requestLine(request: CurlRequest, url: HttpUrl, body: Uint8Array | undefined): string {
  const method = request.method ?? (request.isHead ? 'HEAD' : body === undefined ? 'GET' : 'POST')
  const query =
    request.isGet && request.data.length > 0 ? `${url.target.includes('?') ? '&' : '?'}${request.data.join('&')}` : ''
  return `${method} ${request.target ?? url.target + query} ${request.version}`
}

/** curl's own fields and the given ones; a given one takes the place of curl's. */
function fieldLines(request: CurlRequest, url: HttpUrl, body: Uint8Array | undefined): readonly string[] {
  const given = [...(request.isJson ? jsonFields(request.headers) : []), ...request.headers]
  const own = (name: string, value: string | undefined) =>
    value === undefined || isGiven(given, name) ? [] : [`${name}: ${value}`]
  const user = request.user ?? url.user
  return [
    ...hostLine(given, url),
    ...own(
      'Authorization',
      user === undefined ? undefined : `Basic ${btoa(utf8AsLatin1(user.includes(':') ? user : `${user}:`))}`,
    ),
    ...own('Range', request.range === undefined ? undefined : `bytes=${request.range}`),
    ...own('User-Agent', request.agent === '' ? undefined : (request.agent ?? curlAgent)),
    ...own('Accept', '*/*'),
    ...own('Accept-Encoding', request.isCompressed ? curlEncodings : undefined),
    ...own('Referer', request.referer),
    ...own('Cookie', request.cookies.length === 0 ? undefined : request.cookies.join(';')),
    ...given.filter(header => nameOf(header) !== 'host').flatMap(givenLine),
    ...(body === undefined ? [] : own('Content-Length', String(body.length))),
    ...(body === undefined ? [] : own('Content-Type', formType)),
  ]
}

/** `--json` sets two fields unless they are given. */
function jsonFields(headers: readonly string[]): readonly string[] {
  return ['Content-Type: application/json', 'Accept: application/json'].filter(
    field => !isGiven(headers, nameOf(field)),
  )
}

function isGiven(headers: readonly string[], name: string): boolean {
  return headers.some(header => nameOf(header) === name.toLowerCase())
}

function nameOf(header: string): string {
  return header
    .replace(/[:;].*$/s, '')
    .trim()
    .toLowerCase()
}

/** A given Host stands where curl's own would. */
function hostLine(given: readonly string[], url: HttpUrl): readonly string[] {
  const host = given.find(header => nameOf(header) === 'host')
  return host === undefined ? [`Host: ${url.authority}`] : givenLine(host)
}

/** `Name: value` as it is, `Name:` to leave curl's own out, `Name;` for an empty value. */
function givenLine(header: string): readonly string[] {
  const empty = /^([^:;]+);\s*$/.exec(header)?.[1]
  if (empty !== undefined) return [`${empty}:`]
  return /:\s*\S/.test(header) ? [header] : []
}
