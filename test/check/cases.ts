// One hand-made trace for each code: what a check asks for, what happened, and where the fault shows. Data only.

import {
  ended,
  get,
  here,
  limit,
  line,
  opened,
  printed,
  probe,
  received,
  reset,
  sent,
  type Event,
} from '../trace/events.ts'
import type { Case } from './case.ts'
import { ofApplications } from './cases-of-applications.ts'
import { ofExchanges } from './cases-of-exchanges.ts'
import { ofResponses } from './cases-of-responses.ts'
import { ofValues } from './cases-of-values.ts'

const getLines = ['> GET / HTTP/1.1', '> Host: a', '>']
const ok = ['< HTTP/1.1 200 OK', '<', '< hi\\']
/** The head of 19 bytes that comes before the bodies below. */
const head = 'HTTP/1.1 200 OK\r\n\r\n'
const at = line(31)

/** What a check asks for that wants `hi` back. */
export const greeting: readonly string[] = ['# A greeting', ...getLines, ...ok, '* closed']

const answered = (text: string | Uint8Array): readonly Event[] => [opened(), sent(get), received(text), ended()]
const withLength = (length: number, body: string): readonly Event[] =>
  answered(`HTTP/1.1 200 OK\r\nContent-Length: ${length}\r\n\r\n${body}`)
const unread = { type: 'listening', address: '127.0.0.1', port: 8888, asked: 8888 } as const
const threw = { type: 'threw', name: 'TypeError', message: 'no such thing', at, stack: [] } as const
const exit = { type: 'exited', code: 1, signal: undefined } as const
const split = ['> GET / HTTP/1.1', '* split', '> Host: a', '>', ...ok]

/** What a check asks for that starts the program and connects to nobody. */
const usage = ['# How it is used', '* prints usage: server {any}', '* exits 1']

const ofProgram: readonly Case[] = [
  { code: 'syntax-error', events: [{ type: 'syntax-error', message: "Expected '}'", at }], facts: { source: at } },
  { code: 'exited', events: [exit], facts: { exitCode: 1, lastOutput: '' } },
  { code: 'threw', events: [threw, exit], facts: { name: 'TypeError', source: at } },
  { code: 'never-listened', events: [{ type: 'never-listened', ms: 2000 }], facts: { ms: 2000 } },
  { code: 'other-port', events: [{ ...unread, port: 3000 }], facts: { asked: 8888, port: 3000 } },
  { code: 'other-address', events: [{ ...unread, address: '::1' }], facts: { address: '::1' } },
  { code: 'port-taken', events: [{ type: 'port-taken', port: 8888, at }], facts: { port: 8888, source: at } },
  { code: 'blocked', when: 'before it listens', events: [{ type: 'blocked', ms: 500, at }], facts: { request: '' } },
  {
    code: 'blocked',
    when: 'while it serves',
    events: [opened(), sent(get), { type: 'blocked', ms: 500, at }],
    facts: { request: 'GET / HTTP/1.1', source: at },
  },
  {
    code: 'wrong-exit',
    when: 'it has another code',
    asks: usage,
    events: [printed('usage: server APP\n'), { type: 'exited', code: 0, signal: undefined, at }],
    facts: { expected: 1, found: { type: 'code', code: 0 }, source: at },
  },
  {
    code: 'wrong-exit',
    when: 'a signal ended it',
    asks: usage,
    events: [printed('usage: server APP\n'), { type: 'exited', code: undefined, signal: 'SIGTERM' }],
    facts: { found: { type: 'signal', signal: 'SIGTERM' } },
  },
  {
    code: 'wrong-exit',
    when: 'it listens',
    asks: usage,
    events: [unread, printed('Serving\n'), { type: 'still-running', ms: 250 }],
    facts: { found: { type: 'goes-on', ms: 250, isListening: true } },
  },
  {
    code: 'wrong-exit',
    when: 'it goes on and does not listen',
    asks: usage,
    events: [{ type: 'still-running', ms: 2000 }],
    facts: { found: { type: 'goes-on', ms: 2000, isListening: false } },
  },
  {
    code: 'wrong-output',
    when: 'a line is like it',
    asks: usage,
    events: [printed('usage: server\nbye\n', 'stderr'), exit],
    facts: { expected: 'usage: server {any}', received: 'usage: server' },
  },
  { code: 'wrong-output', when: 'there is none', asks: usage, events: [exit], facts: { received: undefined } },
  {
    code: 'threw',
    when: 'where it was to end by itself',
    asks: usage,
    events: [printed('usage: server APP\n'), threw, exit],
    facts: { before: 'what-it-should-say', source: at },
  },
  {
    code: 'crashed-by-request',
    when: 'it threw',
    events: [opened(), sent(get), { ...threw, connection: 'A' }, exit, reset()],
    facts: { thrown: { name: 'TypeError', message: 'no such thing' }, request: 'GET / HTTP/1.1', source: at },
  },
  {
    code: 'crashed-by-request',
    when: 'it ended',
    events: [opened(), sent(get), { ...exit, at }, ended()],
    facts: { exitCode: 1, thrown: undefined, source: at },
  },
  {
    code: 'crashed-by-request',
    when: 'nobody listens any more',
    events: [opened(), sent(get), { type: 'refused', connection: 'B', remote: here, reason: 'ECONNREFUSED' }],
    facts: { isRunning: true },
  },
  {
    code: 'crashed-by-request',
    when: 'a client left',
    events: [opened(), sent(get), { ...threw, message: 'read ECONNRESET' }],
    facts: { hasClientLeft: true },
  },
  {
    code: 'output-flood',
    events: [opened(), sent(get), { type: 'output', stream: 'stdout', bytes: new Uint8Array(9) }, { type: 'output-capped', stream: 'stdout', droppedBytes: 1000, stopped: true }],
    facts: { printedBytes: 1009 },
  },
  {
    code: 'out-of-memory',
    events: [opened(), sent(get), { type: 'out-of-memory', bytes: 3e8, limit: 2.56e8, at }],
    facts: { limit: 2.56e8, source: at },
  },
] // prettier-ignore

const ofConnections: readonly Case[] = [
  {
    code: 'silent',
    events: [opened(), sent(get), limit('first-byte', 1000), probe()],
    facts: { ms: 1000, request: 'GET / HTTP/1.1' },
  },
  {
    code: 'silent',
    when: 'it takes longer than it may',
    asks: ['# a', '* within 1 ms', ...getLines, ...ok],
    events: answered(`${head}hi`).toSpliced(2, 0, unread, unread),
    facts: { ms: 3 },
  },
  { code: 'closed-empty', events: [opened(), sent(get), ended()], facts: { request: 'GET / HTTP/1.1' } },
  {
    code: 'reset-unread',
    when: 'without an answer',
    events: [opened(), sent(get), reset()],
    facts: { sentBytes: get.length, receivedBytes: 0 },
  },
  {
    code: 'reset-unread',
    when: 'in the middle of the answer',
    events: [opened(), sent(get), received(`${head}h`), reset()],
    at: 19,
    facts: { receivedBytes: 20 },
  },
  {
    code: 'waits-for-more',
    events: [opened(), sent(get), limit('first-byte', 1000), probe(), received(`${head}hi`), ended()],
    facts: { ms: 1000 },
  },
  {
    code: 'one-read',
    when: 'answered before the blank line',
    asks: split,
    events: [opened(), sent('GET / HTTP/1.1\r\n'), received(`${head}GET`), sent('Host: a\r\n\r\n'), ended()],
    at: 0,
    facts: { how: 'answered-early', coveredBytes: 16, headBytes: get.length },
  },
  {
    code: 'one-read',
    when: 'gives back the first piece',
    asks: split,
    events: [opened(), sent('GET / HTTP/1.1\r\n'), sent('Host: a\r\n\r\n'), received(`${head}GET / HTTP/1.1\r\n`), ended()],
    at: 34,
    facts: { how: 'answered-part', coveredBytes: 16, segments: 1 },
  },
  {
    code: 'one-read',
    when: 'gives back the last piece',
    asks: split,
    events: [opened(), sent('GET / HTTP/1.1\r\n'), sent('Host: a\r\n\r\n'), received(`${head}Host: a\r\n\r\n`), ended()],
    at: 29,
    facts: { how: 'answered-rest', coveredBytes: 11, segments: 1 },
  },
  {
    code: 'one-read',
    when: 'loses what comes in pieces',
    asks: split,
    events: [opened(), sent('GET / HTTP/1.1\r\n'), sent('Host: a\r\n\r\n'), limit('first-byte', 1000)],
    facts: { how: 'lost-parts', segments: 2 },
  },
  {
    code: 'one-read',
    when: 'answers where it must wait',
    asks: ['> GET / HTTP/1.1', '* waiting 100 ms', '> Host: a', '>', ...ok],
    events: [
      opened(),
      sent('GET / HTTP/1.1\r\n'),
      { type: 'step', step: 1, phase: 'begin' },
      received(`${head}hi`),
      { type: 'step', step: 1, phase: 'end' },
      sent('Host: a\r\n\r\n'),
    ],
    at: 0,
    facts: { how: 'answered-early', coveredBytes: 16 },
  },
  {
    code: 'left-open',
    events: [opened(), sent(get), received(`${head}hi`), limit('close', 500)],
    facts: { ms: 500, limit: 'close' },
  },
  {
    code: 'closed-early',
    when: 'while the request is coming',
    asks: split,
    events: [opened(), sent('GET / HTTP/1.1\r\n'), ended()],
    facts: { because: 'request-unfinished', sentBytes: 16, wholeBytes: get.length },
  },
  {
    code: 'closed-early',
    when: 'where it has to stay open',
    asks: ['> GET', '* open'],
    events: [opened(), sent('GET\r\n'), ended()],
    facts: { because: 'must-stay-open' },
  },
  {
    code: 'sequential-only',
    asks: ['> GET /slow HTTP/1.1', '* connection B', ...getLines, ...ok],
    events: [opened(), sent('GET /slow HTTP/1.1\r\n'), opened('B'), sent(get, 'B'), limit('first-byte', 1000, 'B')],
    facts: { waiting: 'B', unfinished: 'A' },
  },
] // prettier-ignore

const ofBytes: readonly Case[] = [
  { code: 'no-status-line', events: answered('hi'), at: 0, facts: { found: 'hi' } },
  { code: 'bad-status-line', events: answered('HTTP/1.1200 OK\r\n\r\nhi'), at: 8, facts: { rule: 'no-space-after-version' } },
  { code: 'bad-status-line', when: 'version', events: answered('HTTP/1 200 OK\r\n\r\nhi'), at: 5, facts: { rule: 'bad-version' } },
  { code: 'bad-status-line', when: 'code', events: answered('HTTP/1.1 2oo OK\r\n\r\nhi'), at: 9, facts: { rule: 'bad-status-code' } },
  { code: 'bad-status-line', when: 'reason', events: answered('HTTP/1.1 200OK\r\n\r\nhi'), at: 12, facts: { rule: 'no-space-after-code' } },
  { code: 'lf-only', events: answered('HTTP/1.1 200 OK\n\nhi'), at: 15, facts: { line: 'status line' } },
  { code: 'lf-only', when: 'field', events: answered('HTTP/1.1 200 OK\r\nA: b\n\r\nhi'), at: 21, facts: { line: 'field line' } },
  { code: 'lf-only', when: 'blank', events: answered('HTTP/1.1 200 OK\r\n\nhi'), at: 17, facts: { line: 'blank line' } },
  { code: 'bad-header-line', events: answered('HTTP/1.1 200 OK\r\nNothing\r\n\r\nhi'), at: 17, facts: { rule: 'no-colon', found: 'Nothing' } },
  { code: 'bad-header-line', when: 'space', events: answered('HTTP/1.1 200 OK\r\nA : b\r\n\r\nhi'), at: 18, facts: { rule: 'space-before-colon' } },
  { code: 'no-blank-line', events: answered('HTTP/1.1 200 OK\r\nA: b\r\n'), at: 22, facts: { because: 'ends' } },
  { code: 'no-blank-line', when: 'the body follows', events: answered('HTTP/1.1 200 OK\r\nhi\r\n'), at: 17, facts: { because: 'body-follows', found: 'hi' } },
  { code: 'length-short', events: withLength(1, 'hi'), at: 33, facts: { declared: 1, bodyBytes: 2 } },
  { code: 'length-long', events: withLength(3, 'hi'), at: 33, facts: { declared: 3, bodyBytes: 2 } },
  { code: 'length-in-characters', events: withLength(2, 'é!'), at: 33, facts: { declared: 2, bodyBytes: 3 } },
  { code: 'bad-chunk', events: answered('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nhi\r\n0\r\n\r\n'), at: 51, facts: { found: 'i' } },
  { code: 'bad-chunk', when: 'no size', events: answered('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nhi'), at: 47, facts: { found: 'hi' } },
  { code: 'bad-chunk', when: 'no last chunk', events: answered('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n'), at: 53, facts: { found: '' } },
  { code: 'wrong-status', events: answered('HTTP/1.1 404 Not Found\r\n\r\nhi'), at: 9, facts: { part: 'code', received: '404' } },
  { code: 'wrong-status', when: 'version', events: answered('HTTP/1.0 200 OK\r\n\r\nhi'), at: 0, facts: { part: 'version' } },
  { code: 'wrong-status', when: 'reason', events: answered('HTTP/1.1 200 Fine\r\n\r\nhi'), at: 13, facts: { part: 'reason' } },
  {
    code: 'wrong-header', when: 'missing', asks: [...getLines, '< HTTP/1.1 200 OK', '< A: b'], events: answered(head), at: 17,
    facts: { how: 'missing', name: 'a', expected: 'b' },
  },
  {
    code: 'wrong-header', when: 'value', asks: [...getLines, '< HTTP/1.1 200 OK', '< A: b'], events: answered('HTTP/1.1 200 OK\r\nA: c\r\n\r\n'), at: 20,
    facts: { how: 'value', received: 'c' },
  },
  {
    code: 'wrong-header', when: 'unwanted', asks: [...getLines, '< HTTP/1.1 200 OK', '<- A'], events: answered('HTTP/1.1 200 OK\r\nA: c\r\n\r\n'), at: 20,
    facts: { how: 'unwanted' },
  },
  { code: 'wrong-body', events: answered(`${head}ho`), at: 20, facts: { how: 'differs', bodyOffset: 1 } },
  { code: 'wrong-body', when: 'short', events: answered(`${head}h`), at: 19, facts: { how: 'too-short', bodyOffset: 1 } },
  { code: 'wrong-body', when: 'long', events: answered(`${head}hi!`), at: 21, facts: { how: 'too-long', bodyOffset: 2 } },
  {
    code: 'wrong-body', when: 'no such line', asks: [...getLines, '< HTTP/1.1 200 OK', '<', '<+ hi'], events: answered(`${head}ho\n`), at: 21,
    facts: { how: 'missing-line', expected: 'hi' },
  },
  {
    code: 'wrong-body', when: 'a line too many', asks: [...getLines, '< HTTP/1.1 200 OK', '<', '<- hi'], events: answered(`${head}ho\nhi\n`), at: 22,
    facts: { how: 'unwanted-line' },
  },
] // prettier-ignore

export const cases: readonly Case[] = [
  ...ofProgram,
  ...ofConnections,
  ...ofResponses,
  ...ofBytes,
  ...ofValues,
  ...ofApplications,
  ...ofExchanges,
]
