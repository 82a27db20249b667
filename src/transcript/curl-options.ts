// The options of curl that say what is sent, and those that may be left out. Knows no words and no bytes.

import { utf8AsLatin1 } from './latin1.ts'

/** What a curl command line asks for; texts as the shell hands them over. */
export type CurlRequest = {
  readonly urls: readonly string[]
  readonly method: string | undefined
  readonly headers: readonly string[]
  readonly data: readonly string[]
  readonly isJson: boolean
  /** `-G`: the data goes into the query. */
  readonly isGet: boolean
  readonly isHead: boolean
  readonly isCompressed: boolean
  readonly user: string | undefined
  readonly agent: string | undefined
  readonly referer: string | undefined
  readonly range: string | undefined
  readonly cookies: readonly string[]
  readonly version: 'HTTP/1.0' | 'HTTP/1.1'
  readonly path: 'as-is' | 'without-dots'
  readonly target: string | undefined
}

export const emptyCurlRequest: CurlRequest = {
  urls: [],
  method: undefined,
  headers: [],
  data: [],
  isJson: false,
  isGet: false,
  isHead: false,
  isCompressed: false,
  user: undefined,
  agent: undefined,
  referer: undefined,
  range: undefined,
  cookies: [],
  version: 'HTTP/1.1',
  path: 'without-dots',
  target: undefined,
}

/** A value that cannot be taken, and what could. */
export type Refusal = { readonly problem: string; readonly expected: string }
type ValueEffect = (request: CurlRequest, value: string) => CurlRequest | Refusal

const fileProblem = { problem: 'curl would read a file here', expected: 'the content itself' }

/** Options that take a value. */
export const valueOptions: ReadonlyMap<string, ValueEffect> = new Map<string, ValueEffect>([
  ['--url', (request, url) => ({ ...request, urls: [...request.urls, url] })],
  ['--request', (request, method) => ({ ...request, method })],
  [
    '--header',
    (request, header) => (header.startsWith('@') ? fileProblem : { ...request, headers: [...request.headers, header] }),
  ],
  ['--data', (request, data) => (data.startsWith('@') ? fileProblem : addData(request, data))],
  ['--data-ascii', (request, data) => (data.startsWith('@') ? fileProblem : addData(request, data))],
  ['--data-binary', (request, data) => (data.startsWith('@') ? fileProblem : addData(request, data))],
  ['--data-raw', addData],
  ['--data-urlencode', addEncodedData],
  ['--json', (request, data) => (data.startsWith('@') ? fileProblem : { ...addJson(request, data), isJson: true })],
  ['--user', (request, user) => ({ ...request, user })],
  ['--user-agent', (request, agent) => ({ ...request, agent })],
  ['--referer', (request, referer) => ({ ...request, referer })],
  ['--range', (request, range) => ({ ...request, range })],
  [
    '--cookie',
    (request, cookie) => (cookie.includes('=') ? { ...request, cookies: [...request.cookies, cookie] } : fileProblem),
  ],
  ['--request-target', (request, target) => ({ ...request, target })],
])

function addData(request: CurlRequest, data: string): CurlRequest {
  return { ...request, data: [...request.data, data] }
}

/** Several `--json` are one text. */
function addJson(request: CurlRequest, data: string): CurlRequest {
  return { ...request, data: [request.data.join('&') + data] }
}

/** `name=content`, `=content` or `content`: only the content is encoded. */
function addEncodedData(request: CurlRequest, value: string): CurlRequest | Refusal {
  const equals = value.indexOf('=')
  if (equals < 0 && value.includes('@')) return fileProblem
  const content = utf8AsLatin1(value.slice(equals + 1)).replace(/[^\w.~-]/g, percentOf)
  return addData(request, `${equals > 0 ? value.slice(0, equals + 1) : ''}${content.replaceAll('%20', '+')}`)
}

function percentOf(char: string): string {
  return `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

/** Options that stand alone and change the request. */
export const plainOptions: ReadonlyMap<string, Partial<CurlRequest>> = new Map<string, Partial<CurlRequest>>([
  ['--head', { isHead: true }],
  ['--get', { isGet: true }],
  ['--http1.0', { version: 'HTTP/1.0' }],
  ['--http1.1', { version: 'HTTP/1.1' }],
  ['--compressed', { isCompressed: true }],
  ['--path-as-is', { path: 'as-is' }],
])

// prettier-ignore
/** Options that change nothing that is sent in one request. */
export const ignoredOptions: ReadonlySet<string> = new Set([
  '--insecure', '--silent', '--show-error', '--verbose', '--include', '--location', '--no-buffer', '--fail', '--globoff', '--ipv4', '--ipv6',
  '--progress-bar', '--no-progress-meter', '--no-keepalive', '--fail-with-body', '--http2', '--tcp-nodelay', '--raw', '--remote-name',
])
// prettier-ignore
export const ignoredValueOptions: ReadonlySet<string> = new Set([
  '--output', '--max-time', '--connect-timeout', '--write-out', '--retry', '--resolve', '--connect-to', '--cacert', '--max-redirs', '--trace',
  '--trace-ascii', '--stderr', '--dump-header', '--cookie-jar', '--limit-rate', '--interface', '--keepalive-time',
])

// prettier-ignore
/** One letter for a long name. */
export const shortOptions: ReadonlyMap<string, string> = new Map([
  ['X', '--request'], ['H', '--header'], ['d', '--data'], ['I', '--head'], ['G', '--get'], ['u', '--user'], ['A', '--user-agent'],
  ['e', '--referer'], ['b', '--cookie'], ['r', '--range'], ['0', '--http1.0'], ['k', '--insecure'], ['s', '--silent'],
  ['S', '--show-error'], ['v', '--verbose'], ['i', '--include'], ['L', '--location'], ['N', '--no-buffer'], ['f', '--fail'],
  ['g', '--globoff'], ['4', '--ipv4'], ['6', '--ipv6'], ['#', '--progress-bar'], ['o', '--output'], ['O', '--remote-name'],
  ['m', '--max-time'], ['w', '--write-out'], ['D', '--dump-header'], ['c', '--cookie-jar'],
])
