// The words for what a message lacks or has too much of, and for connections that should carry more than one exchange.

import type { DiagnosisCode } from '../diagnosis.ts'
import type { exchangeCodes } from '../gateway-diagnosis.ts'
import { characters, count, duration, longestRequest, octets, quoted, type Sentences } from './sentence.ts'

type ExchangeCode = Extract<DiagnosisCode, (typeof exchangeCodes)[number]>

export const exchangeSentences = {
  'not-refused': ({ expected, received, request }) => ({
    what: `${request === '' ? 'a bad request' : quoted(request, longestRequest)} is served, and should be refused`,
    expected: `the status ${characters(expected)}`,
    received: `the status ${octets(received)}`,
    reference: 'RFC 9112 §3; RFC 9110 §15.5 and §15.6',
    next: 'Look at the marked bytes of the request: the server has to see what is wrong there before it answers.',
  }),
  'host-not-checked': ({ expected, received, hosts }) => ({
    what:
      hosts === 0
        ? 'a request of HTTP/1.1 without Host is served'
        : `a request with ${count(hosts, 'Host header')} is served`,
    expected: `the status ${characters(expected)}`,
    received: `the status ${octets(received)}`,
    reference: 'RFC 9112 §3.2',
    next: 'Count the Host headers before they become a key: HTTP/1.1 asks for exactly one.',
  }),
  'repeats-lost': ({ name, expected, received }) => ({
    what: `of ${count(expected.length, 'header')} named ${titled(name)} only ${received.length} came`,
    expected: expected.map(value => quoted(value, 30)).join(', '),
    received: received.map(value => quoted(value, 30)).join(', '),
    reference: 'RFC 9110 §5.3; RFC 6265 §3',
    next: 'Keep headers as a list of pairs: an object has one value for each name.',
  }),
  'constant-date': ({ received }) => ({
    what: 'Date is not the time at which the response was made',
    expected: 'the time now, as in new Date().toUTCString()',
    received: quoted(received),
    reference: 'RFC 9110 §6.6.1',
    next: 'Make the date anew for each response.',
  }),
  'length-missing': ({ bodyBytes, isWaiting }) => ({
    what: isWaiting
      ? 'nothing says where the body ends, and the connection stays open'
      : 'the response has no Content-Length, and is not chunked',
    expected: `Content-Length: ${bodyBytes}`,
    received: 'no length and no chunks',
    reference: 'RFC 9112 §6.3, rule 8',
    next: 'Count the bytes of the body before the head is written; send chunks when they cannot be counted.',
  }),
  'body-not-allowed': ({ because, bodyBytes, found }) => ({
    what: `${withoutBody[because]} has a body of ${count(bodyBytes, 'byte')}`,
    expected: 'nothing after the blank line',
    received: quoted(found),
    reference: 'RFC 9112 §6.3, rule 1',
    next: 'Run the application and send its headers, but none of its chunks, and no last chunk either.',
  }),
  'ended-by-empty-chunk': ({ found }) => ({
    what: 'a chunk of size 0 ended the body, and more of it came after',
    expected: 'size 0 only at the end',
    received: `after it: ${quoted(found)}`,
    reference: 'RFC 9112 §7.1',
    next: 'When the application gives an empty chunk, write nothing.',
  }),
  'chunked-to-old-client': () => ({
    what: 'a client of HTTP/1.0 gets chunks, which it does not know',
    expected: 'a length, or a body that ends with the connection',
    received: 'Transfer-Encoding: chunked',
    reference: 'RFC 9112 §6.1',
    next: 'Look at the version of the request before you choose how the body ends.',
  }),
  'not-kept-alive': ({ promised, responses }) => ({
    what: `the server closes the connection after ${count(responses, 'response')}`,
    expected: 'an open connection: HTTP/1.1 keeps it, and nobody asked for the close',
    received:
      promised === undefined ? 'the end of the connection' : `${quoted(promised, 30)} in Connection, then the end`,
    reference: 'RFC 9112 §9.3',
    next: 'After a response, read the next request from the same connection; end it only when Connection says close.',
  }),
  'pipelined-lost': ({ request, ms }) => ({
    what: `${request === '' ? 'a request' : quoted(request, longestRequest)} that was sent ahead gets no answer`,
    expected: 'one answer for each request, in their order',
    received: `nothing within ${duration(ms)}`,
    reference: 'RFC 9112 §9.3.2',
    next: 'What stands in the buffer behind the first request is the second: look there before you wait for more.',
  }),
  'continue-missing': ({ received, ms }) => ({
    what: 'the client waits for 100 Continue, and it does not come',
    expected: 'HTTP/1.1 100 Continue, once the application reads',
    received: received === undefined ? `nothing within ${duration(ms)}` : `the status ${octets(received)}`,
    reference: 'RFC 9110 §10.1.1',
    next: 'At the first read of the input, when Expect says 100-continue, write the interim response.',
  }),
  'input-cut': ({ gotBytes, bodyBytes }) => ({
    what: `the application gets ${gotBytes === 0 ? 'nothing' : count(gotBytes, 'byte')} of a body of ${count(bodyBytes, 'byte')}`,
    expected: `all ${count(bodyBytes, 'byte')}`,
    received: gotBytes === 0 ? 'an empty input' : `the first ${count(gotBytes, 'byte')}`,
    reference: 'RFC 9112 §6.3',
    next: 'The body may come in later reads than the head: go on reading until as many bytes have come as are due.',
  }),
  'body-left-unread': ({ received, bodyBytes }) => ({
    what: 'what the application left of the body is taken for the next request',
    expected: `${count(bodyBytes, 'byte')} of body passed over before the next request is read`,
    received: quoted(received),
    reference: 'RFC 9112 §9.3',
    next: 'When the response is done, read the rest of the body and drop it, or close the connection.',
  }),
} as const satisfies Sentences<ExchangeCode>

const withoutBody = {
  head: 'the response to HEAD',
  'no-content': 'a response with status 204',
  'not-modified': 'a response with status 304',
} as const

function titled(name: string): string {
  return characters(name, 40).replaceAll(/(^|-)[a-z]/g, letter => letter.toUpperCase())
}
