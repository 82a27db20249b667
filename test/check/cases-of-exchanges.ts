// Traces of requests to refuse, of what messages lack, and of connections that carry more than one exchange. Data only.

import { ended, get, limit, octets, opened, received, sent, type Event } from '../trace/events.ts'
import type { Case } from './case.ts'

const getLines = ['> GET / HTTP/1.1', '> Host: a', '>']
const head = 'HTTP/1.1 200 OK\r\n\r\n'
const ok = ['< HTTP/1.1 200 OK', '<']
const answered = (text: string, request = get): readonly Event[] => [
  opened(),
  sent(octets(request)),
  received(octets(text)),
  ended(),
]
const counted = (text: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`
const chunkedHead = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
const post = 'POST /echo HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello'
const postLines = ['> POST /echo HTTP/1.1', '> Content-Length: 5', '>', '> hello\\']

const ofRequests: readonly Case[] = [
  {
    code: 'not-refused',
    asks: ['> GET /a b HTTP/1.1', '> Host: a', '>', '< HTTP/1.1 400'],
    events: answered(head, 'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n'),
    at: 9,
    facts: { expected: '400', received: '200', request: 'GET /a b HTTP/1.1', from: { side: 'sent', offset: 0 } },
  },
  {
    code: 'not-refused',
    when: 'for a header line',
    asks: ['> GET / HTTP/1.1', '> Host: a', '> X : 1', '>', '< HTTP/1.1 400'],
    events: answered(head, 'GET / HTTP/1.1\r\nHost: a\r\nX : 1\r\n\r\n'),
    at: 9,
    facts: { from: { side: 'sent', offset: 26 } },
  },
  {
    code: 'not-refused',
    when: 'for its version',
    asks: ['> GET / HTTP/2.0', '> Host: a', '>', '< HTTP/1.1 505'],
    events: answered(head, 'GET / HTTP/2.0\r\nHost: a\r\n\r\n'),
    at: 9,
    facts: { expected: '505' },
  },
  {
    code: 'host-not-checked',
    asks: ['> GET / HTTP/1.1', '>', '< HTTP/1.1 400'],
    events: answered(head, 'GET / HTTP/1.1\r\n\r\n'),
    at: 9,
    facts: { hosts: 0 },
  },
  {
    code: 'host-not-checked',
    when: 'where there are two',
    asks: ['> GET / HTTP/1.1', '> Host: a', '> Host: b', '>', '< HTTP/1.1 400'],
    events: answered(head, 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'),
    at: 9,
    facts: { hosts: 2, from: { side: 'sent', offset: 25 } },
  },
  {
    code: 'input-cut',
    asks: [...postLines, ...ok, '< hello\\'],
    events: answered(`${head}he`, post),
    at: 20,
    facts: { gotBytes: 2, bodyBytes: 5, from: { side: 'sent', offset: post.length - 3, length: 3 } },
  },
  {
    code: 'input-cut',
    when: 'to nothing',
    asks: [...postLines, '< HTTP/1.1 200', '<'  , '< input: hello.'],
    events: answered(`${head}input: .\n`, post),
    at: 26,
    facts: { gotBytes: 0 },
  },
  {
    code: 'input-cut',
    when: 'before it was sent',
    asks: ['> POST / HTTP/1.1', '> Content-Length: 2', '>', '< HTTP/1.1 100', '> hi\\', '< HTTP/1.1 200', '<', '< hi\\'],
    events: [opened(), sent('POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n'), received(`HTTP/1.1 100 \r\n\r\n${counted('')}`)],
    at: 54,
    facts: { gotBytes: 0, bodyBytes: 2 },
  },
  {
    code: 'input-cut',
    when: 'in a line of its own',
    asks: [...postLines, '< HTTP/1.1 200', '<', '<+ input=hello'],
    events: answered(`${head}input=hel\n`, post),
    at: 28,
    facts: { gotBytes: 3 },
  },
  {
    code: 'input-cut',
    when: 'after the first chunk',
    asks: ['> POST / HTTP/1.1', '> Transfer-Encoding: chunked', '>', '> 2', '> he', '> 3', '> llo', '> 0', '>', ...ok, '< hello\\'],
    events: answered(`${head}he`, 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n'),
    at: 20,
    facts: { gotBytes: 2, from: { side: 'sent', offset: 57, length: 3 } },
  },
] // prettier-ignore

const ofMessages: readonly Case[] = [
  {
    code: 'repeats-lost',
    asks: [...getLines, '< HTTP/1.1 200', '< Set-Cookie: a', '< Set-Cookie: b'],
    events: answered('HTTP/1.1 200 OK\r\nset-cookie: b\r\n\r\n'),
    at: 29,
    facts: { name: 'set-cookie', expected: ['a', 'b'], received: ['b'] },
  },
  {
    code: 'constant-date',
    asks: [...getLines, '< HTTP/1.1 200', '< Date: {now}'],
    events: answered('HTTP/1.1 200 OK\r\nDate: Mon, 15 Jul 2019 5:54:48 GMT\r\n\r\n'),
    clockMs: Date.parse('2026-01-02T03:04:05Z'),
    at: 23,
    facts: { received: 'Mon, 15 Jul 2019 5:54:48 GMT' },
  },
  {
    code: 'wrong-header',
    when: 'a date of now in another form',
    asks: [...getLines, '< HTTP/1.1 200', '< Date: {now}'],
    events: answered('HTTP/1.1 200 OK\r\nDate: 2026-01-02T03:04:05Z\r\n\r\n'),
    clockMs: Date.parse('2026-01-02T03:04:05Z'),
    at: 23,
  },
  {
    code: 'length-missing',
    asks: [...getLines, ...ok, '< hi\\'],
    events: [opened(), sent(get), received(`${head}hi`), limit('close', 500)],
    at: 17,
    facts: { bodyBytes: 2, isWaiting: true },
  },
  {
    code: 'length-missing',
    when: 'where it is asked for',
    asks: [...getLines, '< HTTP/1.1 200', '< Content-Length: 2', '<', '< hi\\', '* closed'],
    events: answered(`${head}hi`),
    at: 17,
    facts: { isWaiting: false },
  },
  {
    code: 'length-missing',
    when: 'before the next response',
    asks: [...getLines, ...getLines, ...ok, '< a\\', ...ok, '< b\\'],
    events: [opened(), sent(get + get), received(`${head}a${head}b`), limit('exchange', 2000)],
    at: 17,
  },
  {
    code: 'length-missing',
    when: 'of what HEAD would bring',
    asks: ['> HEAD / HTTP/1.1', '> Host: a', '>', '< HTTP/1.1 200', '< Content-Length: 2'],
    events: answered(head, get.replace('GET', 'HEAD')),
    at: 17,
    facts: { isWaiting: false },
  },
  {
    code: 'length-in-characters',
    when: 'where a check counts bytes',
    asks: [...getLines, '< HTTP/1.1 200', '< Content-Length: 2', '<', '< \\xc3\\xa9\\'],
    events: answered('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n\xc3\xa9'),
    at: 33,
  },
  {
    code: 'body-not-allowed',
    asks: ['> HEAD / HTTP/1.1', '> Host: a', '>', '< HTTP/1.1 200', '* closed'],
    events: answered(counted('hi'), get.replace('GET', 'HEAD')),
    at: 38,
    facts: { because: 'head', bodyBytes: 2, found: 'hi' },
  },
  {
    code: 'body-not-allowed',
    when: 'before the next response',
    asks: [...getLines, '> GET / HTTP/1.1', '>', '< HTTP/1.1 204', '< HTTP/1.1 200'],
    events: answered(`HTTP/1.1 204 No Content\r\n\r\n0\r\n\r\n${head}`, get + get),
    at: 27,
    facts: { because: 'no-content', bodyBytes: 5, found: '0' },
  },
  {
    code: 'body-not-allowed',
    when: 'with 304',
    asks: [...getLines, '< HTTP/1.1 304'],
    events: answered('HTTP/1.1 304 Not Modified\r\n\r\nhi'),
    at: 29,
    facts: { because: 'not-modified' },
  },
  {
    code: 'ended-by-empty-chunk',
    asks: [...getLines, ...ok, '< onetwo\\'],
    events: answered(`${chunkedHead}3\r\none\r\n0\r\n\r\n3\r\ntwo\r\n0\r\n\r\n`),
    at: chunkedHead.length + 8,
    facts: { found: '3' },
  },
  {
    code: 'chunked-to-old-client',
    asks: ['> GET / HTTP/1.0', '>', '< HTTP/1.1 200 OK', '<- Transfer-Encoding', '<', '< hi\\'],
    events: answered(`${chunkedHead}2\r\nhi\r\n0\r\n\r\n`, 'GET / HTTP/1.0\r\n\r\n'),
    at: 36,
  },
] // prettier-ignore

const twice = [...getLines, '< HTTP/1.1 200', '<', '< a\\', ...getLines, '< HTTP/1.1 200', '<', '< b\\']
const ahead = [...getLines, ...getLines, '< HTTP/1.1 200', '<', '< a\\', '< HTTP/1.1 200', '<', '< b\\']
const expecting = ['> POST / HTTP/1.1', '> Expect: 100-continue', '> Content-Length: 2', '>']
const expectingHead = 'POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n'

const ofConnections: readonly Case[] = [
  {
    code: 'not-kept-alive',
    asks: twice,
    events: [opened(), sent(get), received(counted('a')), ended()],
    at: 36,
    facts: { promised: undefined, responses: 1 },
  },
  {
    code: 'not-kept-alive',
    when: 'after the next request had gone out',
    asks: twice,
    events: [opened(), sent(get), received(counted('a')), sent(get), ended()],
    at: 36,
  },
  {
    code: 'not-kept-alive',
    when: 'though it was promised',
    asks: [...getLines, '< HTTP/1.1 200', '<', '< a\\', '* open'],
    events: answered(counted('a').replace('\r\n\r\n', '\r\nConnection: keep-alive\r\n\r\n')),
    at: 36,
    facts: { promised: 'keep-alive' },
  },
  {
    code: 'pipelined-lost',
    asks: ahead,
    events: [opened(), sent(get + get), received(counted('a')), limit('first-byte', 1000)],
    facts: { ms: 1000, request: 'GET / HTTP/1.1', from: { side: 'sent', offset: get.length, length: 14 } },
  },
  {
    code: 'silent',
    when: 'to a request that came after the first answer',
    asks: twice,
    events: [opened(), sent(get), received(counted('a')), sent(get), limit('first-byte', 1000)],
    facts: { ms: 1000 },
  },
  {
    code: 'continue-missing',
    asks: [...expecting, '< HTTP/1.1 100', '> hi\\', '< HTTP/1.1 200'],
    events: [opened(), sent(expectingHead), limit('first-byte', 1000)],
    facts: { received: undefined, ms: 1000, from: { side: 'sent', offset: 17 } },
  },
  {
    code: 'continue-missing',
    when: 'the final response in its place',
    asks: [...expecting, '< HTTP/1.1 100', '> hi\\', '< HTTP/1.1 200'],
    events: [opened(), sent(expectingHead), received(head), sent('hi'), ended()],
    at: 9,
    facts: { received: '200' },
  },
  {
    code: 'body-left-unread',
    asks: [...postLines, ...ok, '< a\\', ...getLines, ...ok, '< b\\'],
    events: [opened(), sent(post), received(counted('a')), sent(get), received('HTTP/1.1 400 Bad Request\r\n\r\n'), ended()],
    at: 48,
    facts: { received: 'HTTP/1.1 400 Bad Request', bodyBytes: 5, from: { side: 'sent', offset: 42, length: 5 } },
  },
  {
    code: 'body-left-unread',
    when: 'in the method of the next request',
    asks: [...postLines, ...ok, '< a\\', ...getLines, ...ok, '<+ REQUEST_METHOD=GET'],
    events: [opened(), sent(post), received(counted('a')), sent(get), received(`${head}REQUEST_METHOD=helloGET\n`), ended()],
    at: 73,
    facts: { received: 'helloGET' },
  },
  {
    code: 'body-left-unread',
    when: 'after the last answer',
    asks: [...postLines, ...ok, '< a\\', '* open'],
    events: [opened(), sent(post), received(`${counted('a')}HTTP/1.1 400 x\r\n\r\n`)],
    at: 39,
  },
] // prettier-ignore

export const ofExchanges: readonly Case[] = [...ofRequests, ...ofMessages, ...ofConnections]
