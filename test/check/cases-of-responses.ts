// Traces of responses that come in parts, break off, or are more than were asked for. Data only.

import { ended, get, limit, opened, received, reset, sent, type Event } from '../trace/events.ts'
import type { Case } from './case.ts'

const getLines = ['> GET / HTTP/1.1', '> Host: a', '>']
const head = 'HTTP/1.1 200 OK\r\n\r\n'
const answered = (text: string): readonly Event[] => [opened(), sent(get), received(text), ended()]
const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
const cutOff = [...getLines, '< HTTP/1.1 200 OK', '<', '< one\\', '* cut-off']
const withoutLength = 'HTTP/1.1 204 No Content\r\n\r\n'
const post = 'POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n'
const postLines = ['> POST / HTTP/1.1', '> Content-Length: 2', '>']

export const ofResponses: readonly Case[] = [
  {
    code: 'clean-end',
    when: 'after the last chunk',
    asks: cutOff,
    events: answered(`${chunked}3\r\none\r\n0\r\n\r\n`),
    at: chunked.length + 12,
    facts: { framing: 'chunked' },
  },
  {
    code: 'clean-end',
    when: 'after all that was announced',
    asks: cutOff,
    events: [opened(), sent(get), received('HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none'), reset()],
    at: 40,
    facts: { framing: 'length' },
  },
  {
    code: 'clean-end',
    when: 'with the connection',
    asks: cutOff,
    events: answered(`${head}one`),
    at: 21,
    facts: { framing: 'until-close' },
  },
  {
    code: 'left-open',
    when: 'within a response that has to break off',
    asks: cutOff,
    events: [opened(), sent(get), received(`${chunked}3\r\none\r\n`), limit('exchange', 2000)],
    facts: { limit: 'exchange' },
  },
  {
    code: 'extra-response',
    when: 'after one that has no body',
    asks: [...getLines, '< HTTP/1.1 204', '* closed'],
    events: answered(`${withoutLength}HTTP/1.1 200 OK\r\n\r\n`),
    at: withoutLength.length,
    facts: { found: 'HTTP/1.1 200 OK' },
  },
  {
    code: 'extra-response',
    when: 'within a body that ends with the connection',
    asks: [...getLines, '< HTTP/1.1 200', '<', '< one\\', '* closed'],
    events: answered(`${head}oneHTTP/1.1 500 Internal Server Error\r\n\r\n`),
    at: head.length + 3,
    facts: { found: 'HTTP/1.1 500 Internal Server Error' },
  },
  {
    code: 'extra-response',
    when: 'after the last chunk',
    asks: [...getLines, '< HTTP/1.1 200', '* open'],
    events: [opened(), sent(get), received(`${chunked}0\r\n\r\nmore`)],
    at: chunked.length + 5,
    facts: { found: 'more' },
  },
  {
    code: 'extra-response',
    when: 'while a request that has come whole has to wait',
    asks: [...postLines, '* waiting 100 ms', '< HTTP/1.1 100', '> hi\\', '< HTTP/1.1 200'],
    events: [
      opened(),
      sent(post),
      { type: 'step', step: 3, phase: 'begin' },
      received('HTTP/1.1 100 Continue\r\n\r\n'),
      { type: 'step', step: 3, phase: 'end' },
      sent('hi'),
      received(head),
      ended(),
    ],
    at: 0,
    facts: { when: 'too-soon', found: 'HTTP/1.1 100 Continue' },
  },
  {
    code: 'wrong-status',
    when: 'an interim response that must not come',
    asks: [...postLines, '> hi\\', '<- HTTP/1.1 100', '< HTTP/1.1 200'],
    events: [opened(), sent(`${post}hi`), received(`HTTP/1.1 100 Continue\r\n\r\n${head}`), ended()],
    at: 9,
    facts: { part: 'code', expected: '200', received: '100' },
  },
  {
    code: 'silent',
    when: 'after an interim response',
    asks: [...postLines, '< HTTP/1.1 100', '> hi\\', '< HTTP/1.1 200'],
    events: [opened(), sent(post), received('HTTP/1.1 100 Continue\r\n\r\n'), sent('hi'), limit('first-byte', 1000)],
    facts: { ms: 1000 },
  },
  {
    code: 'wrong-body',
    when: 'of a response that is not finished',
    asks: [...getLines, '< HTTP/1.1 200', '<', '< one\\', '* unfinished'],
    events: [opened(), sent(get), received(`${chunked}3\r\ntwo\r\n`), limit('exchange', 2000)],
    at: chunked.length + 3,
    facts: { how: 'differs' },
  },
]
