// Commands that send what a transcript sends, checked with the real shell and, where there is one, the real curl.

import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latin1From } from '../../src/http/index.ts'
import {
  exportCurl,
  exportNetcat,
  importCurlCommand,
  parseTranscript,
  sentBytesOf,
  transcriptFromExchanges,
} from '../../src/transcript/index.ts'
import { wireBytes } from './arbitrary.ts'

const target = { host: '127.0.0.1', port: 8888 }
const hasCurl = spawnSync('curl', ['--version']).status === 0

function exported(...lines: readonly string[]) {
  return exportCurl(parseTranscript(lines.join('\n')), target)
}

describe('a transcript that curl can send', () => {
  const cases: readonly (readonly [string, readonly string[], string])[] = [
    ['a bare request', ['> GET / HTTP/1.1', '> Host: 127.0.0.1:8888', '>'], `curl -v -H User-Agent: -H Accept: http://127.0.0.1:8888/`],
    ['another host, no reason', ['> GET /a?b=c HTTP/1.0', '> Host: x', '> Accept: a', '>', '< HTTP/1.1 200', '* closed'], `curl -v -0 -H 'Host: x' -H 'Accept: a' -H User-Agent: 'http://127.0.0.1:8888/a?b=c'`],
    ['no host', ['> DELETE / HTTP/1.1', '> X:', '>'], `curl -v -X DELETE -H 'X;' -H Host: -H User-Agent: -H Accept: http://127.0.0.1:8888/`],
    ['a body', ['> POST / HTTP/1.1', '> Host: 127.0.0.1:8888', '> User-Agent: u', '> Content-Length: 8', '> Accept: x', '>', "> @it's é\\"], `curl -v -H 'User-Agent: u' -H 'Content-Length: 8' -H 'Accept: x' -H Content-Type: --data-raw '@it'\\''s é' http://127.0.0.1:8888/`],
    ['HEAD and dots', ['> HEAD /../a[1] HTTP/1.1', '> Host: h', '>'], `curl -v -I -H 'Host: h' -H User-Agent: -H Accept: -g --path-as-is 'http://127.0.0.1:8888/../a[1]'`],
    ['a target that is no path', ['> OPTIONS * HTTP/1.1', '> Host: h', '>'], `curl -v -X OPTIONS -H 'Host: h' -H User-Agent: -H Accept: --request-target '*' http://127.0.0.1:8888/`],
    ['a target with odd characters', ['> GET /#"\\\\`<> HTTP/1.1', '> Host: h', '>'], `curl -v -H 'Host: h' -H User-Agent: -H Accept: --request-target '/#"\\\`<>' http://127.0.0.1:8888/`],
  ] // prettier-ignore

  test.each(cases)('with %s is a curl command', (_, lines, command) => {
    expect(exported(...lines)).toEqual({ tool: 'curl', command })
  })

  test.skipIf(!hasCurl).each(cases)(
    'with %s is sent by the real curl to the byte (skipped where there is no curl)',
    async (_, lines) => {
      const server = await recordingServer()
      const here = lines.map(line => line.replace('127.0.0.1:8888', `127.0.0.1:${server.port}`))
      const transcript = parseTranscript(here.join('\n'))
      const sent = latin1From(sentBytesOf(transcript))
      const { command } = exportCurl(transcript, { host: '127.0.0.1', port: server.port })
      expect(await server.receive(sent.length, command)).toBe(sent)
    },
  )

  test('and was made from a curl command comes back as one', () => {
    const transcript = importCurlCommand("curl -X PUT -H 'X: y' --json '[1]' http://127.0.0.1:8888/a")
    const { command } = exportCurl(transcript, target)
    expect(latin1From(sentBytesOf(importCurlCommand(command)))).toBe(latin1From(sentBytesOf(transcript)))
  })
})

/** A server that answers once it has the bytes asked for, or half a second after the last ones came. */
async function recordingServer() {
  let received = ''
  let wanted = 0
  const server = createServer(socket => {
    socket.setEncoding('latin1').on('error', () => {})
    const answer = () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
    socket.setTimeout(500, answer).on('data', (text: string) => {
      received += text
      if (received.length >= wanted) answer()
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const receive = async (length: number, command: string) => {
    wanted = length
    await promisify(execFile)('sh', ['-c', command])
    server.close()
    return received
  }
  return { port, receive }
}

describe('a transcript that curl cannot send', () => {
  test.each([
    ['a bare LF', ['> GET / HTTP/1.1\\n', '> Host: h', '>'], 'the first line is not METHOD target HTTP/1.x'],
    ['no blank line', ['> GET / HTTP/1.1'], 'the head is not ended by an empty line with CRLF'],
    ['nothing', ['# nothing'], 'nothing is sent'],
    ['two blanks', ['> GET  / HTTP/1.1', '>'], 'the first line is not METHOD target HTTP/1.x'],
    [
      'a header without a blank',
      ['> GET / HTTP/1.1', '> Host:h', '>'],
      'line 2 of the request is not Name: value as curl writes it',
    ],
    ['Host second', ['> GET / HTTP/1.1', '> A: b', '> Host: h', '>'], 'curl sends Host first'],
    ['two hosts', ['> GET / HTTP/1.1', '> Host: h', '> Host: h', '>'], 'curl sends one Host'],
    ['chunks', ['> GET / HTTP/1.1', '> Transfer-Encoding: chunked', '>'], 'curl acts upon transfer-encoding itself'],
    [
      'a wrong length',
      ['> GET / HTTP/1.1', '> Content-Length: 3', '>', '> a\\'],
      'Content-Length is not the length of the body',
    ],
    ['a body without length', ['> GET / HTTP/1.1', '>', '> a\\'], 'Content-Length is not the length of the body'],
    [
      'a body that is not text',
      ['> PUT / HTTP/1.1', '> Content-Length: 1', '>', '> \\0\\'],
      'the body has bytes that a command line cannot hold',
    ],
    ['a split', ['> GET / HTTP/1.1', '* split', '>'], 'curl has no way to split'],
    [
      'two requests',
      ['> GET / HTTP/1.1', '>', '< HTTP/1.1 200', '> GET / HTTP/1.1', '>'],
      'there is more than one request',
    ],
  ])('for %s says why and takes nc', (_, lines, because) => {
    expect(exported(...lines)).toMatchObject({ tool: 'nc', because })
  })

  test('is printf and nc', () => {
    expect(exported("> GET 100%'\\\\\\0\\x80 é\\n", '>')).toEqual({
      tool: 'nc',
      because: 'the head is not ended by an empty line with CRLF',
      command: `printf 'GET 100%%'\\''\\\\\\000\\200 \\303\\251\\n\\r\\n' | nc 127.0.0.1 8888`,
      limits: [],
    })
  })

  test('waits where the transcript does, and says what it cannot do', () => {
    const lines = [
      '* pause 5 ms',
      '> a',
      '* split',
      '> b',
      '< HTTP/1.1 200 OK',
      '* pause 20 ms',
      '> c\\',
      '* half-close',
    ]
    expect(exportNetcat(parseTranscript(lines.join('\n')), target)).toEqual({
      command: `{ sleep 0.005; printf 'a\\r\\n'; sleep 0.1; printf 'b\\r\\n'; sleep 0.32; printf 'c'; } | nc -N 127.0.0.1 8888`,
      limits: ['a split is a pause of 100 ms, which the network may undo'],
    })
  })

  test('runs its connections side by side', () => {
    const { command, limits } = exportNetcat(
      parseTranscript('> a\n* connection B\n> b\n* connection A\n> c\n* reset\n'),
      target,
    )
    expect(command).toBe(
      `( printf 'a\\r\\nc\\r\\n' | nc 127.0.0.1 8888 ) & ( printf 'b\\r\\n' | nc 127.0.0.1 8888 ) & wait`,
    )
    expect(limits).toEqual(['nc cannot reset a connection', 'the connections run at once, in no order among them'])
  })

  test('prints exactly its bytes in the real shell, whatever they are', () => {
    fc.assert(
      fc.property(wireBytes, bytes => {
        const transcript = transcriptFromExchanges([{ type: 'sent', bytes: Uint8Array.of(0x2d, ...bytes) }])
        const printf = exportNetcat(transcript, target).command.replace(/ \| nc 127\.0\.0\.1 8888$/, '')
        expect(latin1From(execFileSync('sh', ['-c', printf]))).toBe(`-${latin1From(bytes)}`)
      }),
      { seed: 10, numRuns: 100 },
    )
  }, 10_000)
})
