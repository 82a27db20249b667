// A trace becomes lines: the wire, what the program printed, and the facts between them.

import { describe, expect, test } from 'vitest'
import { linesOf } from '../../src/trace/index.ts'
import { aborted, closed, ended, get, here, line, opened, octets, printed, probe, received, reset, sent, traceOf, wrote, type Event } from './events.ts' // prettier-ignore
import { shown, styled, textOf } from './shown.ts'

const answer = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nhi\n'

describe('an exchange', () => {
  const trace = traceOf(opened(), sent(get), received(answer), ended(), closed())

  test('reads from the top to the bottom', () => {
    expect(shown(trace)).toEqual([
      '* connected to 127.0.0.1:8888',
      '> GET / HTTP/1.1',
      '> Host: a',
      '>',
      '< HTTP/1.1 200 OK',
      '< Content-Type: text/plain',
      '<',
      '< hi',
      '* the server closed the connection',
    ])
  })

  test('says what each part is', () => {
    expect(styled(trace)).toEqual([
      '* dim:connected_to_127.0.0.1:8888',
      '> method:GET punctuation:_ target:/ punctuation:_ version:HTTP/1.1',
      '> field-name:Host punctuation::_ field-value:a',
      '>',
      '< version:HTTP/1.1 punctuation:_ status-2xx:200 punctuation:_ reason:OK',
      '< field-name:Content-Type punctuation::_ field-value:text/plain',
      '<',
      '< body:hi',
      '* dim:the_server_closed_the_connection',
    ])
  })

  test('knows for each line its time, its connection and its bytes', () => {
    const told = linesOf(trace).map(({ atMs, connection, range }) => [atMs, connection, range?.start, range?.end])
    expect(told).toEqual([
      [0, 'A', undefined, undefined],
      [1, 'A', 0, 16],
      [1, 'A', 16, 25],
      [1, 'A', 25, 27],
      [2, 'A', 0, 17],
      [2, 'A', 17, 43],
      [2, 'A', 43, 45],
      [2, 'A', 45, 48],
      [3, 'A', undefined, undefined],
    ])
  })
})

test.each([
  [100, 'status-1xx'],
  [204, 'status-2xx'],
  [301, 'status-3xx'],
  [404, 'status-4xx'],
  [500, 'status-5xx'],
])('the status %i has the style of its class', (status, style) => {
  expect(styled(traceOf(received(`HTTP/1.1 ${status} x\r\n\r\n`)))[0]).toContain(` ${style}:${status} `)
})

describe('line ends', () => {
  const odd = traceOf(received('HTTP/1.1 200 OK\nA: b\r\n\nhi\n'))

  test('are shown when they are asked for', () => {
    expect(shown(odd, { lineEnds: 'shown' })).toEqual(['< HTTP/1.1 200 OK␊', '< A: b␍␊', '< ␊', '< hi␊'])
  })

  test('of a head are shown where they are odd', () => {
    expect(shown(odd)).toEqual(['< HTTP/1.1 200 OK␊', '< A: b', '< ␊', '< hi'])
    expect(styled(odd)[2]).toBe('< line-end:␊')
  })

  test('that have not come are not shown', () => {
    expect(shown(traceOf(received('HTTP/1.1 200 OK\r\nA: b')), { lineEnds: 'shown' })[1]).toBe('< A: b')
  })
})

describe('control bytes', () => {
  test('are parts of their own, as escapes', () => {
    const trace = traceOf(received(octets('HTTP/1.1 200 OK\r\nA: \x1b[31mb\x07\r\n\r\n\x1b[2Jmost of this is text\n')))
    expect(styled(trace).slice(1)).toEqual([
      '< field-name:A punctuation::_ control:\\x1b field-value:[31mb control:\\x07',
      '<',
      '< control:\\x1b body:[2Jmost_of_this_is_text',
    ])
  })

  test('of a program do not reach the terminal', () => {
    const events = [
      printed('\x1b[2Jgone\u202e\n'),
      { type: 'threw', name: 'E\x1b', message: 'a\nb\x9b', at: undefined, stack: [] },
      { type: 'refused', connection: 'A', remote: here, reason: 'no\x1b' },
    ] as const
    expect(shown(traceOf(...events))).toEqual([
      '| \\x1b[2Jgone\\xe2\\x80\\xae',
      '* the program threw E\\u{1b}: a\\nb\\u{9b}',
      '* 127.0.0.1:8888 refused the connection (no\\u{1b})',
    ])
  })
})

describe('segments of the client', () => {
  const cut = (...parts: readonly string[]): readonly string[] => shown(traceOf(...parts.map(part => sent(part))))

  test('are shown one by one where they are few', () => {
    expect(cut('G', 'ET / HTTP/1.1\r', '\n\r\n')).toEqual([
      '> G',
      '* cut: segment 1 ends here, after 1 byte',
      '> ET / HTTP/1.1␍',
      '* cut: segment 2 ends here, after 14 bytes',
      '> ␊',
      '>',
    ])
  })

  test('are counted where they are many', () => {
    const text = 'GET / HTTP/1.1\r\n\r\n'
    const lines = ['> GET / HTTP/1.1', '>']
    expect(cut(...text)).toEqual([...lines, '* that was 18 segments of 1 byte each'])
    expect(cut(...text.match(/.{2}/gs)!)).toEqual([...lines, '* that was 9 segments of 2 bytes each'])
    expect(cut('GET ', ...text.slice(4, 9), text.slice(9))).toEqual([...lines, '* that was 7 segments of 1 to 9 bytes'])
  })

  test('are one where an answer came between them', () => {
    expect(shown(traceOf(sent('GET / HTTP/1.1\r\n'), received('HTTP/1.1 400 x\r\n\r\n'), sent('\r\n')))).toEqual([
      '> GET / HTTP/1.1',
      '< HTTP/1.1 400 x',
      '<',
      '>',
    ])
  })
})

describe('output', () => {
  test('stands where it was printed, styled by its stream', () => {
    const trace = traceOf(printed('listening\n'), sent(get), printed('a request\nof ada\n', 'stderr'), received(answer))
    const lines = styled(trace)
    expect([lines[0], ...lines.slice(4, 6), lines[6]?.slice(0, 9)]).toEqual([
      '| stdout:listening',
      '| stderr:a_request',
      '| stderr:of_ada',
      '< version',
    ])
  })

  test('in the middle of an answer waits for its end, and tears no line', () => {
    const trace = traceOf(sent(get), received('HTTP/1.1 20'), printed('half\n'), received('0 OK\r\n\r\n'), ended())
    expect(shown(trace).slice(3)).toEqual(['< HTTP/1.1 200 OK', '<', '| half', '* the server closed the connection'])
  })

  test('that came in several writes is one line', () => {
    const events = [printed('on'), printed(octets('e \xc3')), printed(octets('\xa9\r\ntwo')), printed('three\n', 'stderr')]
    expect(styled(traceOf(...events))).toEqual(['| stdout:one_é', '| stdout:two', '| stderr:three'])
  }) // prettier-ignore

  test('can be left out', () => {
    expect(shown(traceOf(printed('a\n'), sent('GET'), printed('b\n')), { output: 'hidden' })).toEqual(['> GET'])
  })

  test('is folded where it is long', () => {
    const trace = traceOf(sent('GET'), printed('12345\n'), printed('67890\n'))
    const [, first, second, fold] = linesOf(trace, { foldAfterBytes: 8 })
    expect([first, second, fold].map(line => textOf(line!))).toEqual(['12345', '67', '… 4 bytes more'])
    expect(fold?.fold).toEqual({ id: '|1', hiddenBytes: 4 })
    expect(shown(trace, { foldAfterBytes: 8, unfolded: new Set(['|1']) }).slice(1)).toEqual(['| 12345', '| 67890'])
  })
})

describe('facts', () => {
  const at = line(3)
  test.each([
    ['opened on IPv6', { type: 'opened', connection: 'A', local: here, remote: { address: '::1', port: 1 } }, 'connected to [::1]:1'],
    ['reset', reset(), 'the server reset the connection'],
    ['the client ends its side', { type: 'half-closed', connection: 'A', probe: false }, 'the client ended its side'],
    ['the probe', probe(), 'the client ends its side: does the server wait for that?'],
    ['the client goes', aborted(), 'the client reset the connection'],
    ['the client closes first', closed(), 'the client closed the connection'],
    ['first byte', { type: 'limit', connection: 'A', limit: 'first-byte', ms: 500 }, 'no byte came back within 500 ms'],
    ['exchange', { type: 'limit', connection: 'A', limit: 'exchange', ms: 500 }, 'the exchange was not over after 500 ms'],
    ['close', { type: 'limit', connection: 'A', limit: 'close', ms: 500 }, 'the connection was still open after 500 ms'],
    ['syntax error', { type: 'syntax-error', message: 'no }', at }, 'the program could not be read: no }'],
    ['listening', { type: 'listening', address: '127.0.0.1', port: 8888, asked: 8888 }, 'the program listens on 127.0.0.1:8888'],
    ['not listening', { type: 'never-listened', ms: 500 }, 'the program did not listen within 500 ms'],
    ['port taken', { type: 'port-taken', port: 8888, at }, 'port 8888 is taken'],
    ['threw', { type: 'threw', name: 'Error', message: 'no', at, stack: [] }, 'the program threw Error: no'],
    ['blocked', { type: 'blocked', ms: 1000.4, at }, 'the program has been busy for 1000 ms and answers nobody'],
    ['memory', { type: 'out-of-memory', bytes: 3e8, limit: 2.56e8, at }, 'the program took 300 MB of memory; 256 MB are allowed'],
    ['exit', { type: 'exited', code: 1, signal: undefined }, 'the program ended with exit code 1'],
    ['signal', { type: 'exited', code: undefined, signal: 'SIGKILL' }, 'the program was ended by SIGKILL'],
    ['capped', { type: 'output-capped', stream: 'stdout', droppedBytes: 1200, stopped: false }, '1,200 bytes more were printed and not kept'],
    ['capped by one', { type: 'output-capped', stream: 'stdout', droppedBytes: 1, stopped: false }, '1 byte more was printed and not kept'],
    ['stopped', { type: 'output-capped', stream: 'stdout', droppedBytes: 1, stopped: true }, 'the program was stopped: it printed 1 byte more than is kept'],
  ] as const)('%s', (_, event: Event, text) => {
    const [told] = linesOf(traceOf(event))
    expect(told).toMatchObject({ role: '*', atMs: 0, parts: [{ text }], event: { type: event.type } })
    expect(told?.source).toEqual('at' in event ? event.at : undefined)
  }) // prettier-ignore

  test('say nothing of a client that closes after the server has', () => {
    expect(shown(traceOf(ended(), closed(), ended('B')))).toHaveLength(2)
  })

  test('that are not said tear no line', () => {
    const trace = traceOf(ended(), received('HTTP/1.1 2', 'B'), printed('a\n'), closed(), received('00 \r\n', 'B'))
    expect(shown(trace).slice(1)).toEqual(['< HTTP/1.1 200', '| a'])
  })
})

describe('the learner’s line', () => {
  test('stands on the first line of each write only', () => {
    const events = [wrote(17, line(5)), wrote(5, undefined), wrote(answer.length - 22, line(7))]
    const lines = linesOf(traceOf(sent(get), ...events, received(answer)))
    const sources = lines.filter(({ role }) => role === '<').map(line => [textOf(line), line.source?.line])
    expect(sources).toEqual([
      ['HTTP/1.1 200 OK', 5],
      ['Content-Type: text/plain', undefined],
      ['', undefined],
      ['hi', undefined],
    ])
  })

  test('is that of the write that began on the line', () => {
    const events = [wrote(45, line(5)), wrote(3, line(9))]
    const lines = linesOf(traceOf(...events, received(answer)))
    expect(lines.map(line => line.source?.line)).toEqual([5, undefined, undefined, 9])
  })
})
