// Cuts are exact: a segment is sent once the program has read the one before, so each read is one segment, whatever else
// the machine does.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

import type { TraceEvent } from '../../../src/trace/index.ts'
import { segmentationsOf } from '../../../src/transcript/index.ts'
import {
  answering,
  bodyIn,
  checkOf,
  eventsOf,
  fileProgram,
  runOne,
  testRunner,
  workbookWith,
} from '../support/runner.ts'

/** Answers with the reads it got, as JSON, once the blank line has come. `read` takes them from a socket. */
const recording = (read: string): string => `import { createServer, type Socket } from 'node:net'

createServer(socket => {
  const reads: string[] = []
  socket.on('error', () => socket.destroy())
  const take = (chunk: Buffer): void => {
    reads.push(chunk.toString('latin1'))
    if (!reads.join('').endsWith('\\r\\n\\r\\n')) return
    socket.end('HTTP/1.1 200 OK\\r\\n\\r\\n' + JSON.stringify(reads))
  }
  ${read}
}).listen(Number(process.env['PORT']), '127.0.0.1')
`

const ways = [
  ['with events', "socket.on('data', take)"],
  ['with an iterator', 'void (async () => { for await (const chunk of socket) take(chunk as Buffer) })()'],
  [
    'with read() when it is readable',
    "socket.on('readable', () => { for (let one = socket.read(); one !== null; one = socket.read()) take(one as Buffer) })",
  ],
  [
    'slowly, with pauses of its own',
    "socket.on('data', chunk => { take(chunk as Buffer); socket.pause(); setTimeout(() => socket.resume(), 2) })",
  ],
  [
    'after other work of each turn',
    "socket.on('data', chunk => { const until = Date.now() + 2; while (Date.now() < until); take(chunk as Buffer) })",
  ],
] as const

const head = 'GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n'

/** The text as a transcript, cut after each of these offsets. */
function cutAt(offsets: readonly number[]): string {
  const pieces = [0, ...offsets].map((from, at) => head.slice(from, [...offsets, head.length][at]))
  const lines = pieces.map(piece => `> ${piece.replaceAll('\r', '\\r').replaceAll('\n', '\\n')}\\`)
  return `#!replay: as-written\n${lines.join('\n* split\n')}\n< HTTP/1.1 200 OK\n`
}

const everyByte = Array.from({ length: head.length - 1 }, (_, index) => index + 1)

describe('a program that reads gets one segment at a time', () => {
  test.for(ways)('%s, byte by byte', async ([, read]) => {
    const { runner } = testRunner()
    const program = fileProgram(workbookWith([], { 'server.ts': recording(read) }), 'server')
    const report = await runner.run({ program, checks: [checkOf(cutAt(everyByte))], seed: 1 })
    expect(JSON.parse(bodyIn(report))).toEqual([...head])
  })

  test('cut inside CRLF, inside the blank line, and after everything but the last byte', async () => {
    const { runner } = testRunner()
    const program = fileProgram(workbookWith([], { 'server.ts': recording(ways[0][1]) }), 'server')
    const offsets = [head.indexOf('\n'), head.length - 3, head.length - 1]
    const report = await runner.run({ program, checks: [checkOf(cutAt(offsets))], seed: 1 })
    const pieces = [0, ...offsets].map((from, at) => head.slice(from, [...offsets, head.length][at]))
    expect(JSON.parse(bodyIn(report))).toEqual(pieces)
  })

  test('in eight exchanges at once', async () => {
    const { runner } = testRunner()
    const program = fileProgram(workbookWith([], { 'server.ts': recording(ways[0][1]) }), 'server')
    const checks = Array.from({ length: 9 }, (_, index) => checkOf(cutAt(everyByte), { id: `check-${index}` }))
    const report = await runner.run({ program, checks, seed: 1 })
    const bodies = report.checks.map(check => textIn(check.trace.events))
    expect(bodies.map(body => JSON.parse(body))).toEqual(checks.map(() => [...head]))
  })

  test('of its largest size: what the system would cut by itself is still sent whole, and in order', async () => {
    const { runner } = testRunner()
    const text = answering('chunk.length > 0 ? size : size', 'let size = 0').replace(
      "socket.once('data', (chunk: Buffer) =>",
      "socket.on('data', (chunk: Buffer) => (size += chunk.length) < 3_000_000 ||",
    )
    const program = fileProgram(workbookWith([], { 'server.ts': text }), 'server')
    const check = checkOf('#!replay: as-written\n> {repeat x 2999999}\\\n* split\n> y\\\n< HTTP/1.1 200 OK\n')
    const report = await runner.run({ program, checks: [check], seed: 1 })
    expect(bodyIn(report)).toBe('3000000')
  })
})

describe('a program whose reads cannot be seen is sent its segments all the same', () => {
  test('node:http, by bytes', async () => {
    const { runner } = testRunner()
    const program = fileProgram(workbookWith(['http-server']), 'http-server')
    const report = await runner.run({ program, checks: [checkOf(cutAt(everyByte))], seed: 1 })
    expect({ verdict: report.verdict, error: report.error }).toEqual({ verdict: 'passed', error: undefined })
  })

  test('one that pipes, and one that never reads', async () => {
    const { runner } = testRunner()
    const pipes = answering("''").replace(
      /socket\.once.*/,
      "socket.write('HTTP/1.1 200 OK\\r\\n\\r\\n'); socket.pipe(socket)",
    )
    const piped = await runOne(runner, fileProgram(workbookWith([], { 'server.ts': pipes }), 'server'), {
      checks: [checkOf(cutAt([3, 7]))],
      limits: { closeMs: 100, exchangeMs: 300 },
    })
    expect(eventsOf(piped).filter(({ type }) => type === 'sent')).toHaveLength(3)
    const deaf = answering("''").replace(/socket\.once.*/, 'socket.pause()')
    const unread = await runOne(runner, fileProgram(workbookWith([], { 'server.ts': deaf }), 'server'), {
      checks: [checkOf(cutAt([3, 7]))],
      limits: { firstByteMs: 100 },
    })
    expect(eventsOf(unread).filter(({ type }) => type === 'sent')).toHaveLength(3)
    expect(unread.verdict).toBe('failed')
  })
})

describe('the ways of cutting that are tried for each check', () => {
  test('every one of them reaches the program as it is', async () => {
    const { runner } = testRunner()
    const sent = 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'
    const check = checkOf('> GET / HTTP/1.1\n> Host: localhost\n>\n< HTTP/1.1 200 OK\n')
    const noting = recording(ways[0][1])
      .replace('socket.end(', "appendFileSync('reads.txt', JSON.stringify(reads) + '\\n')\n    socket.end(")
      .replace('import', "import { appendFileSync } from 'node:fs'\nimport")
    const workbook = workbookWith([], { 'server.ts': noting })
    const report = await runner.run({ program: fileProgram(workbook, 'server'), checks: [check], seed: 7 })
    expect(report.verdict).toBe('passed')
    const expected = segmentationsOf(check.transcript, 7).map(({ cuts }) =>
      JSON.stringify([0, ...cuts].map((from, at) => sent.slice(from, [...cuts, sent.length][at]))),
    )
    const noted = readFileSync(join(workbook, 'reads.txt'), 'utf8').trimEnd().split('\n')
    expect(noted.toSorted()).toEqual(expected.toSorted())
  })

  test('a server that takes the first read for the whole fails by the fewest cuts, and the check says where', async () => {
    const { runner } = testRunner()
    const check = checkOf('> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n<\n< GET / HTTP/1.1\n<\n')
    const report = await runOne(runner, fileProgram(workbookWith(['one-read']), 'one-read'), { checks: [check] })
    const { verdict, replay, trace } = report.checks[0]!
    expect(verdict).toMatchObject({ type: 'failed', diagnosis: { code: 'one-read' } })
    expect(replay!.cuts).toHaveLength(1)
    expect(trace.events.filter(({ type }) => type === 'sent').length).toBeGreaterThan(0)
  })

  test('the seed decides the random ones: the same seed sends the same', async () => {
    const { transcript } = checkOf('> GET / HTTP/1.1\n> Host: localhost\n>\n< HTTP/1.1 200 OK\n')
    expect(segmentationsOf(transcript, 3)).toEqual(segmentationsOf(transcript, 3))
    expect(segmentationsOf(transcript, 3)).not.toEqual(segmentationsOf(transcript, 4))
  })
})

function textIn(events: readonly TraceEvent[]): string {
  const bytes = Buffer.concat(events.flatMap(event => (event.type === 'received' ? [event.bytes] : [])))
  return bytes.toString().split('\r\n\r\n').slice(1).join('\r\n\r\n')
}
