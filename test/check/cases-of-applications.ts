// Traces of what stands between an application and the wire. Data only.

import { ended, get, octets, opened, received, reset, sent, type Event } from '../trace/events.ts'
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
const chunkedPost = 'POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'
const chunkedPostLines = ['> POST / HTTP/1.1', '> Transfer-Encoding: chunked', '>', '> 5', '> hello', '> 0', '>']
const step = (index: number, phase: 'begin' | 'end'): Event => ({ type: 'step', step: index, phase })

export const ofApplications: readonly Case[] = [
  {
    code: 'headers-too-soon',
    when: 'while nothing is due',
    asks: [...getLines, '* waiting 60 ms', '< HTTP/1.1 200'],
    events: [opened(), sent(get), step(3, 'begin'), received(head), step(3, 'end'), ended()],
    at: 0,
    facts: { received: 'HTTP/1.1 200 OK', expected: undefined },
  },
  {
    code: 'headers-too-soon',
    when: 'before the status that replaces it',
    asks: [...getLines, '< HTTP/1.1 500'],
    events: answered(`${head}HTTP/1.1 500 Internal Server Error\r\n\r\n`),
    at: 9,
    facts: { expected: '500' },
  },
  {
    code: 'headers-too-soon',
    when: 'of a response that breaks off',
    asks: [...getLines, '< HTTP/1.1 500'],
    events: [opened(), sent(get), received(chunkedHead), reset()],
    at: 9,
  },
  {
    code: 'called-twice',
    asks: [...getLines, ...ok, '<+ calls=1', '#!means: called-twice calls=2'],
    events: answered(`${head}calls=2\n`),
    at: 19,
    facts: { expected: 'calls=1', received: 'calls=2' },
  },
  {
    code: 'close-not-called',
    when: 'in any other line',
    asks: ['# a', '#!means: close-not-called', ...getLines, ...ok, '< closed'],
    events: answered(`${head}open\n`),
    at: 19,
  },
  {
    code: 'close-not-called',
    when: 'in another status',
    asks: [...getLines, '< HTTP/1.1 200', '#!means: close-not-called'],
    events: answered('HTTP/1.1 404 Not Found\r\n\r\n'),
    at: 9,
    facts: { expected: '200', received: '404' },
  },
  {
    code: 'close-called-twice',
    asks: [...getLines, ...ok, '< closes=1', '#!means: close-not-called closes=0', '#!means: close-called-twice closes={number}'],
    events: answered(`${head}closes=3\n`),
    at: 19,
    facts: { received: 'closes=3' },
  },
  {
    code: 'write-lost',
    when: 'as the check says',
    asks: [...getLines, ...ok, '< one', '< two', '#!means: write-lost'],
    events: answered(`${head}two\n`),
    at: 19,
  },
  {
    code: 'start-not-checked',
    when: 'in another header',
    asks: [...getLines, '< HTTP/1.1 200', '< X-Refused: yes', '#!means: start-not-checked'],
    events: answered('HTTP/1.1 200 OK\r\nX-Refused: no\r\n\r\n'),
    at: 28,
    facts: { expected: 'x-refused: yes', received: 'x-refused: no' },
  },
  {
    code: 'not-bytes',
    asks: [...getLines, ...ok, '< caf\\xe9 \\'],
    events: answered(`${head}caf\xef\xbf\xbd `),
    at: 22,
    facts: { received: '\xef\xbf\xbd ' },
  },
  {
    code: 'not-bytes',
    when: 'as numbers',
    asks: [...getLines, ...ok, '< hi\\'],
    events: answered(`${head}104,105`),
    at: 19,
  },
  {
    code: 'not-bytes',
    when: 'as an object',
    asks: [...getLines, ...ok, '< hi\\'],
    events: answered(`${head}[object Object]`),
    at: 19,
  },
  {
    code: 'not-bytes',
    when: 'as JSON',
    asks: [...getLines, ...ok, '< hi\\'],
    events: answered(`${head}{"type":"Buffer","data":[104,105]}`),
    at: 19,
  },
  {
    code: 'encoded-twice',
    asks: [...getLines, ...ok, '< caf\\xc3\\xa9\\'],
    events: answered(`${head}caf\xc3\x83\xc2\xa9`),
    at: 22,
  },
  {
    code: 'error-leaked',
    asks: [...getLines, '< HTTP/1.1 500', '<', '<- {any}no such table{any}'],
    events: answered('HTTP/1.1 500 x\r\n\r\nError: no such table\n    at f (/home/ada/app.ts:3:1)\n'),
    at: 18,
    facts: { received: 'Error: no such table' },
  },
  {
    code: 'error-leaked',
    when: 'as a stack alone',
    asks: [...getLines, '< HTTP/1.1 500', '<', '< Internal Server Error\\'],
    events: answered('HTTP/1.1 500 x\r\n\r\noh\n    at f (/home/ada/app.ts:3:1)\n'),
    at: 21,
  },
  {
    code: 'input-not-body',
    asks: [...postLines, ...ok, '< hello\\'],
    events: answered(head + post, post),
    at: 19,
    facts: { received: 'POST /echo HTTP/1.1\r\n', expected: 'hello', from: { side: 'sent', offset: 0 } },
  },
  {
    code: 'input-not-body',
    when: 'with the next request',
    asks: [...postLines, '> GET / HTTP/1.1', '> Host: a', '>', '< HTTP/1.1 200', '<', '< hello\\'],
    events: answered(counted(`hello${get}`), post + get),
    at: counted(`hello${get}`).length - get.length,
  },
  {
    code: 'chunks-not-decoded',
    asks: [...chunkedPostLines, ...ok, '< hello\\'],
    events: answered(`${head}5\r\nhello\r\n0\r\n\r\n`, chunkedPost),
    at: 19,
    facts: { received: '5\r\nhello', expected: 'hello' },
  },
  {
    code: 'out-of-order',
    asks: [...getLines, '> GET /b HTTP/1.1', '> Host: a', '>', ...ok, '< a\\', ...ok, '< b\\'],
    events: answered(counted('b') + counted('a'), get + get.replace('/', '/b')),
    at: 38,
    facts: { received: 'b', expected: 'a', from: { side: 'sent', offset: get.length } },
  },
] // prettier-ignore
