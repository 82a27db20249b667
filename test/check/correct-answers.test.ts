// Correct answers differ; the judge passes all of them.

import { describe, expect, test } from 'vitest'
import { judge } from '../../src/check/index.ts'
import { parseTranscript } from '../../src/transcript/index.ts'
import { aborted, closed, ended, get, octets, opened, printed, received, reset, sent, traceOf, type Event } from '../trace/events.ts' // prettier-ignore
import { greeting } from './cases.ts'

const getLines = ['> GET / HTTP/1.1', '> Host: a', '>']
const head = 'HTTP/1.1 200 OK\r\n\r\n'
const answered = (text: string | Uint8Array): readonly Event[] => [opened(), sent(get), received(text), ended()]
const listening = { type: 'listening', address: '0.0.0.0', port: 8888, asked: 8888 } as const

describe('a correct answer passes', () => {
  test.each([
    ['as it is asked for', greeting, answered(`${head}hi`)],
    ['with another reason', ['< HTTP/1.1 200', '<', '< hi\\'], answered('HTTP/1.1 200 Fine by me\r\n\r\nhi')],
    ['with an empty reason', ['< HTTP/1.1 200'], answered('HTTP/1.1 200 \r\n\r\nhi')],
    ['with headers nobody asked for', greeting, answered('HTTP/1.1 200 OK\r\nServer: mine\r\nDate: today\r\n\r\nhi')],
    ['with headers in another order and case', ['< HTTP/1.1 200', '< A: 1', '< B: 2'], answered('HTTP/1.1 200 OK\r\nb:2\r\nZ: 0\r\na:  1 \r\n\r\n')],
    ['with a header that comes twice', ['< HTTP/1.1 200', '< A: 1', '< A: 2'], answered('HTTP/1.1 200 OK\r\nA: 1\r\nA: 2\r\n\r\n')],
    ['with a length', greeting, answered('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi')],
    ['with the same length twice', greeting, answered('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi')],
    ['in chunks', greeting, answered('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nh\r\n1\r\ni\r\n0\r\n\r\n')],
    ['in chunks with extensions and trailers', greeting, answered('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n02;a="b"\r\nhi\r\n0\r\nA: b\r\n\r\n')],
    ['in many reads', greeting, [opened(), sent(get), ...Array.from(`${head}hi`, octet => received(octet)), ended()]],
    ['after an interim one', greeting, answered(`HTTP/1.1 100 Continue\r\n\r\n${head}hi`)],
    ['after an interim one that is asked for', ['< HTTP/1.1 100 Continue', '<', '< HTTP/1.1 200', '<', '< hi\\'], answered(`HTTP/1.1 100 Continue\r\n\r\n${head}hi`)],
    ['after each of two interim ones', ['< HTTP/1.1 102', '< HTTP/1.1 103', '< Link: a', '< HTTP/1.1 200'], answered(`HTTP/1.1 102 \r\n\r\nHTTP/1.1 103 \r\nLink: a\r\n\r\n${head}hi`)],
    ['to HEAD after an interim one', ['> HEAD / HTTP/1.1', '>', '< HTTP/1.1 100', '< HTTP/1.1 200', '* open'], [opened(), sent('HEAD / HTTP/1.1\r\n\r\n'), received('HTTP/1.1 100 \r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n')]],
    ['without the interim one that must not come', ['<- HTTP/1.1 100', '< HTTP/1.1 200'], answered(`${head}hi`)],
    ['after another interim one than the one that must not come', ['<- HTTP/1.1 100', '< HTTP/1.1 200'], answered(`HTTP/1.1 103 \r\n\r\n${head}hi`)],
    ['that breaks off within its chunks', [...getLines, '< HTTP/1.1 200', '<', '< one\\', '* cut-off'], answered('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n')],
    ['that breaks off before its length', [...getLines, '< HTTP/1.1 200', '<', '< one\\', '* cut-off'], answered('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\none')],
    ['that breaks off with a reset', [...getLines, '< HTTP/1.1 200', '<', '< one\\', '* cut-off'], [opened(), sent(get), received(`${head}one`), reset()]],
    ['that comes in parts', [...getLines, '< HTTP/1.1 200', '<', '< one\\', '* unfinished', '< HTTP/1.1 200', '<', '< onetwo\\', '* open'], [opened(), sent(get), received('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\none'), { type: 'step', step: 3, phase: 'begin' }, { type: 'step', step: 3, phase: 'end' }, received('two')]],
    ['of bytes that are no text', ['< HTTP/1.1 200', '<', '< \\xff\\0\\'], answered(octets(`${head}\xff\0`))],
    ['of several bytes a character, counted in bytes', ['< HTTP/1.1 200', '<', '< é\\'], answered('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\né')],
    ['with LF in its body where no end is written', ['< HTTP/1.1 200', '<', '< a', '< b'], answered(`${head}a\nb\n`)],
    ['with CRLF there', ['< HTTP/1.1 200', '<', '< a', '< b'], answered(`${head}a\r\nb\r\n`)],
    ['whose body nobody looks at', ['< HTTP/1.1 200'], answered(`${head}anything`)],
    ['whose body reads like an answer', ['< HTTP/1.1 200', '<', '< \\x48TTP/1.1 404 x\\'], answered(`${head}HTTP/1.1 404 x`)],
    ['that says in its length what HEAD would bring', ['> HEAD / HTTP/1.1', '>', '< HTTP/1.1 200'], [opened(), sent('HEAD / HTTP/1.1\r\n\r\n'), received('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'), ended()]],
    ['of 204, without a length', ['< HTTP/1.1 204'], answered('HTTP/1.1 204 No Content\r\n\r\n')],
    ['of 304, with a length and no body', ['< HTTP/1.1 304'], answered('HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n')],
    ['of a program that prints', greeting, [listening, opened(), sent(get), printed('a request\n'), received(`${head}hi`), ended()]],
    ['of a program that printed more than is kept', greeting, [opened(), sent(get), { type: 'output-capped', stream: 'stdout', droppedBytes: 9, stopped: false }, received(`${head}hi`), ended()]],
    ['of a program that listens on every address', greeting, [{ ...listening, address: '::' }, opened(), sent(get), received(`${head}hi`), ended()]],
    ['of a program that listens in two places', greeting, [{ ...listening, port: 1 }, listening, opened(), sent(get), received(`${head}hi`), ended()]],
    ['that begins before the body of the request has come', ['> POST / HTTP/1.1', '> Content-Length: 2', '>', '* split', '> hi\\', '< HTTP/1.1 200'], [opened(), sent('POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n'), received(head), sent('hi'), ended()]],
    ['to each of two requests', [...getLines, '< HTTP/1.1 200', '<', '< a\\', ...getLines, '< HTTP/1.1 200', '<', '< b\\'], [opened(), sent(get + get), received('HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nb')]],
    ['while another client waits', ['> GET /', '* connection B', ...getLines, '< HTTP/1.1 200', '<', '< hi\\'], [opened(), sent('GET /\r\n'), opened('B'), sent(get, 'B'), received(`${head}hi`, 'B'), ended('B')]],
    ['to a client that left', ['> GET / HT\\', '* reset'], [opened(), sent('GET / HT'), aborted()]],
    ['within its time', ['* within 1 ms', ...getLines, '< HTTP/1.1 200'], answered(head)],
  ] as const)('%s', (_, asks: readonly string[], events: readonly Event[]) => {
    expect(judge(parseTranscript(withRequest(asks).join('\n')), traceOf(...events))).toEqual({ type: 'passed' })
  }) // prettier-ignore

  test('where it stays open and quiet, if that is asked for', () => {
    const asks = [...getLines, '< HTTP/1.1 200', '<', '< hi\\', '* open']
    const events = [opened(), sent(get), received('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'), closed()]
    expect(judge(parseTranscript(asks.join('\n')), traceOf(...events))).toEqual({ type: 'passed' })
  })
})

/** Expectations alone are those of the answer to `get`. */
function withRequest(asks: readonly string[]): readonly string[] {
  return asks[0]?.startsWith('<') ? [...getLines, ...asks] : asks
}
