// Traces of bodies that list the request line and the environ: one fault each, with the byte where it shows. Data only.

import type { DiagnosisCode } from '../../src/check/index.ts'
import { ended, octets, opened, received, sent } from '../trace/events.ts'
import type { Case } from './case.ts'

const head = 'HTTP/1.1 200 OK\r\n\r\n'

type Row = {
  readonly code: DiagnosisCode
  readonly when?: string
  /** The target, and fields besides Host; each one char a byte. */
  readonly target?: string
  readonly fields?: readonly string[]
  /** The lines of the check, `<` left out; they are the whole body unless they begin with `<+` or `<-`. */
  readonly asks: readonly string[]
  readonly gives: readonly string[]
  /** Where in the body the fault shows: a text of it. undefined: at its end. */
  readonly at?: string
  readonly facts?: Readonly<Record<string, unknown>>
  /** What of the request it comes from: a text of it. */
  readonly from?: string
}

function caseOf({ code, when, target = '/', fields = [], asks, gives, at, facts, from }: Row): Case {
  const request = [`GET ${target} HTTP/1.1`, 'Host: a', ...fields, '', ''].join('\r\n')
  const body = gives.map(line => `${line}\n`).join('')
  const offset = at === undefined ? body.length - 1 : body.indexOf(at)
  return {
    code,
    ...(when === undefined ? {} : { when }),
    asks: [
      `> GET ${target} HTTP/1.1`, '> Host: a', ...fields.map(field => `> ${field}`), '>',
      '< HTTP/1.1 200 OK', '<', ...asks.map(line => (line.startsWith('<') ? line : `< ${line}`)),
    ],
    events: [opened(), sent(octets(request)), received(octets(head + body)), ended()],
    at: head.length + offset,
    facts: {
      ...facts,
      ...(from === undefined ? {} : { from: { connection: 'A', side: 'sent', offset: request.indexOf(from), length: from.length } }),
    },
  } // prettier-ignore
}

const rows: readonly Row[] = [
  { code: 'target-not-split', target: '/a?b', asks: ['method=GET', 'target=/a?b'], gives: ['method=GET /a?b HTTP/1.1', 'target=/a?b'], at: ' /a', facts: { key: 'method', received: 'GET /a?b HTTP/1.1' }, from: 'GET /a?b HTTP/1.1' },
  { code: 'target-not-split', when: 'the version is there too', target: '/a?b=c', asks: ['QUERY_STRING=b=c'], gives: ['QUERY_STRING=b=c HTTP/1.1'], at: ' HTTP' },
  { code: 'target-not-split', when: 'the query is the target', target: '/a?b=c', asks: ['QUERY_STRING=b=c'], gives: ['QUERY_STRING=/a?b=c'], at: '/a' },
  { code: 'target-not-split', when: 'scheme and host are there', target: 'http://b/a?c', asks: ['PATH_INFO=/a'], gives: ['PATH_INFO=http://b/a'], at: 'http' },
  { code: 'target-changed', target: '/a?b=c', asks: ['target=/a?b=c'], gives: ['target=/a'], at: '\n', facts: { expected: '/a?b=c' }, from: '/a?b=c' },
  { code: 'target-changed', when: 'dots are resolved', target: '/a/../b?c', asks: ['PATH_INFO=/a/../b'], gives: ['PATH_INFO=/b'], at: 'b', from: '/a/../b' },
  { code: 'target-changed', when: 'it became a URL', target: '/a', asks: ['REQUEST_URI=/a'], gives: ['REQUEST_URI=http://localhost/a'], at: 'http' },
  { code: 'query-in-path', target: '/a?b=c', asks: ['PATH_INFO=/a', 'QUERY_STRING=b=c'], gives: ['PATH_INFO=/a?b=c', 'QUERY_STRING='], at: '?b', facts: { key: 'PATH_INFO', expected: '/a', received: '/a?b=c' }, from: '?b=c' },
  { code: 'query-in-path', when: 'and decoded', target: '/a?b=%20c', asks: ['<+ PATH_INFO=/a'], gives: ['PATH_INFO=/a?b= c'], at: '?b' },
  { code: 'query-mark-kept', target: '/a?b', asks: ['QUERY_STRING=b'], gives: ['QUERY_STRING=?b'], at: '?', from: '?b' },
  { code: 'not-decoded', target: '/a%20b', asks: ['PATH_INFO=/a b'], gives: ['PATH_INFO=/a%20b'], at: '%', facts: { expected: '/a b' }, from: '/a%20b' },
  { code: 'not-decoded', when: 'of two bytes', target: '/%c3%a9', asks: ['PATH_INFO=/\\xc3\\xa9'], gives: ['PATH_INFO=/%c3%a9'], at: '%c3' },
  { code: 'decoded-twice', target: '/%2541', asks: ['PATH_INFO=/%41'], gives: ['PATH_INFO=/A'], at: 'A\n' },
  { code: 'decoded-too-soon', target: '/?a=%26', asks: ['QUERY_STRING=a=%26'], gives: ['QUERY_STRING=a=&'], at: '&' },
  { code: 'decoded-too-soon', when: 'a plus', target: '/a+b', asks: ['PATH_INFO=/a+b'], gives: ['PATH_INFO=/a b'], at: ' ' },
  { code: 'decoded-too-soon', when: 'the whole target', target: '/a%20b', asks: ['REQUEST_URI=/a%20b'], gives: ['REQUEST_URI=/a b'], at: ' ' },
  { code: 'decoded-as-utf-8', target: '/%C3%A9', asks: ['PATH_INFO=/\\xc3\\xa9'], gives: ['PATH_INFO=/\xe9'], at: '\xe9' },
  { code: 'decoded-as-utf-8', when: 'what is none', target: '/%FF', asks: ['PATH_INFO=/\\xff'], gives: ['PATH_INFO=/\xef\xbf\xbd'], at: '\xef' },
  { code: 'encoded-twice', when: 'in a value', target: '/%C3%A9', asks: ['PATH_INFO=/\\xc3\\xa9', 'A={any}'], gives: ['PATH_INFO=/\xc3\x83\xc2\xa9', 'A=1'], at: '\x83' },
  { code: 'header-not-prefixed', fields: ['X-Id: 1'], asks: ['HTTP_HOST=a', 'HTTP_X_ID=1'], gives: ['HTTP_HOST=a', 'X_ID=1'], at: 'X_ID', facts: { key: 'HTTP_X_ID', received: 'X_ID=1' }, from: 'X-Id: 1' },
  { code: 'header-not-prefixed', when: 'and written as it came', fields: ['X-Id: 1'], asks: ['HTTP_HOST=a', 'HTTP_X_ID=1'], gives: ['HTTP_HOST=a', 'X-Id=1'], at: 'X-Id' },
  { code: 'header-not-prefixed', when: 'beside the right one', fields: ['X-Id: 1'], asks: ['HTTP_X_ID=1'], gives: ['X_ID=1', 'HTTP_X_ID=1'], at: 'X_ID=1' },
  { code: 'key-misspelt', fields: ['X-Id: 1'], asks: ['HTTP_HOST=a', 'HTTP_X_ID=1'], gives: ['HTTP_HOST=a', 'HTTP_X-ID=1'], at: 'HTTP_X', from: 'X-Id: 1' },
  { code: 'key-misspelt', when: 'in small letters', asks: ['method=GET', 'version=HTTP/1.1'], gives: ['Method=GET', 'version=HTTP/1.1'], at: 'Method' },
  { code: 'key-misspelt', when: 'where it is forbidden', fields: ['X-Id: 1'], asks: ['<+ HTTP_HOST=a', '<- HTTP_X-ID={any}'], gives: ['HTTP_HOST=a', 'HTTP_X-ID=1'], at: 'HTTP_X' },
  { code: 'content-type-prefixed', fields: ['Content-Type: t'], asks: ['CONTENT_TYPE=t', 'HTTP_HOST=a'], gives: ['HTTP_CONTENT_TYPE=t', 'HTTP_HOST=a'], at: 'HTTP_C', from: 'Content-Type: t' },
  { code: 'content-type-prefixed', when: 'beside the right one', fields: ['Content-Length: 0'], asks: ['CONTENT_LENGTH=0'], gives: ['CONTENT_LENGTH=0', 'HTTP_CONTENT_LENGTH=0'], at: 'HTTP_C', facts: { key: 'HTTP_CONTENT_LENGTH' } },
  { code: 'underscore-not-dropped', fields: ['X_Id: 2'], asks: ['HTTP_HOST=a'], gives: ['HTTP_HOST=a', 'HTTP_X_ID=2'], at: 'HTTP_X', from: 'X_Id: 2' },
  { code: 'underscore-not-dropped', when: 'over the right one', fields: ['X-Id: 1', 'X_Id: 2'], asks: ['HTTP_X_ID=1'], gives: ['HTTP_X_ID=2'], at: '2', from: 'X_Id: 2' },
  { code: 'underscore-not-dropped', when: 'joined to the right one', fields: ['X-Id: 1', 'X_Id: 2'], asks: ['HTTP_X_ID=1'], gives: ['HTTP_X_ID=1, 2'], at: ', 2' },
  { code: 'not-joined', fields: ['A: 1', 'A: 2'], asks: ['HTTP_A=1, 2'], gives: ['HTTP_A=2'], at: '2', from: 'A: 1' },
  { code: 'not-joined', when: 'with another mark', fields: ['Cookie: a=1', 'Cookie: b=2'], asks: ['HTTP_COOKIE=a=1; b=2'], gives: ['HTTP_COOKIE=a=1, b=2'], at: ', b' },
  { code: 'not-joined', when: 'but listed twice', fields: ['A: 1', 'A: 2'], asks: ['<+ HTTP_A=1, 2'], gives: ['HTTP_A=1', 'HTTP_A=2'], at: '\n' },
  { code: 'not-trimmed', when: 'in a list', fields: ['A:  1', 'A:  2'], asks: ['HTTP_A=1, 2'], gives: ['HTTP_A= 1,  2'], at: ' 1' },
  { code: 'not-trimmed', fields: ['A:  1'], asks: ['HTTP_A=1'], gives: ['HTTP_A= 1'], at: ' ' },
  { code: 'trimmed-too-much', fields: ['A: \\xc3\\xa0'], asks: ['HTTP_A=\\xc3\\xa0'], gives: ['HTTP_A=\xc3'], at: '\n' },
  { code: 'key-misspelt', when: 'of odd characters', fields: ['a|b-c: 1'], asks: ['HTTP_A\\|B_C=1'], gives: ['HTTP_A|B-C=1'], at: 'HTTP' },
  { code: 'cut-at-separator', fields: ['B: c:d'], asks: ['HTTP_B=c:d'], gives: ['HTTP_B=c'], at: '\n', facts: { expected: 'c:d', received: 'c' } },
  { code: 'cut-at-separator', when: 'before it', target: '/?a?b', asks: ['QUERY_STRING=a?b'], gives: ['QUERY_STRING=b'], at: 'b' },
  { code: 'cut-at-separator', when: 'with a space before it', fields: ['B: c:d'], asks: ['HTTP_B=c:d'], gives: ['HTTP_B= c'], at: ' c' },
  { code: 'case-changed', asks: ['method=GET', 'version=HTTP/1.1'], gives: ['method=get', 'version=HTTP/1.1'], at: 'get', from: 'GET' },
  { code: 'undefined-value', asks: ['HTTP_HOST=a'], gives: ['CONTENT_TYPE=undefined', 'HTTP_HOST=a'], at: 'CONTENT' },
  { code: 'undefined-value', when: 'in place of a value', asks: ['QUERY_STRING=', 'SERVER_PORT={number}'], gives: ['QUERY_STRING=', 'SERVER_PORT=undefined'], at: 'undefined' },
  { code: 'key-missing', asks: ['PATH_INFO=/', 'SCRIPT_NAME='], gives: ['PATH_INFO=/'], facts: { key: 'SCRIPT_NAME' } },
  { code: 'key-missing', when: 'among keys of another kind', asks: ['<+ SCRIPT_NAME='], gives: ['method=GET'], facts: { key: 'SCRIPT_NAME' } },
  { code: 'key-unwanted', asks: ['PATH_INFO=/'], gives: ['HOME=/root', 'PATH_INFO=/'], at: 'HOME', facts: { key: 'HOME', received: '/root' } },
  { code: 'key-unwanted', when: 'as the check says', asks: ['<+ PATH_INFO=/', '<- HTTP_TE={any}'], gives: ['PATH_INFO=/', 'HTTP_TE=x'], at: 'HTTP_TE' },
  { code: 'wrong-value', asks: ['tsgi.version=1.0'], gives: ['tsgi.version=1,0'], at: ',', facts: { key: 'tsgi.version', expected: '1.0', received: '1,0' } },
  { code: 'wrong-value', when: 'the wrong port', asks: ['SERVER_PORT={port}'], gives: ['SERVER_PORT=50000'], at: '50000' },
  { code: 'not-sorted', asks: ['A=1', 'B=2'], gives: ['B=2', 'A=1'], at: 'B', facts: { expected: 'A', received: 'B' } },
] // prettier-ignore

export const ofValues: readonly Case[] = rows.map(caseOf)
