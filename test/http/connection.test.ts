// What a reader does between messages: pipelining, pausing, closing, handing over, and the peer's end.

import { describe, expect, test } from 'vitest'
import { bytesFromLatin1, createRequestReader, createResponseReader, latin1From } from '../../src/http/index.ts'
import { createRecorder, readEveryWay, type Told } from './support/read.ts'

const request = (path: string, ...lines: readonly string[]) =>
  `GET ${path} HTTP/1.1\r\nHost: a\r\n${lines.map(line => `${line}\r\n`).join('')}\r\n`
const types = (told: readonly Told[]) => told.map(({ type }) => type).join(' ')
const targets = (told: readonly Told[]) => told.flatMap(event => (event.type === 'head' ? [event.head['target']] : []))

function readerFor(options = {}) {
  const recorder = createRecorder()
  const reader = createRequestReader(recorder, options)
  const push = (text: string) => reader.push(bytesFromLatin1(text))
  return { recorder, reader, push, told: recorder.told }
}

describe('pipelining (RFC 9112 §9.3.2)', () => {
  const text = `${request('/a')}\r\nPOST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello${request('/c')}`

  test('requests that follow one another are read in order', () => {
    const told = readEveryWay(text)
    expect(targets(told)).toEqual(['/a', '/b', '/c'])
    expect(types(told)).toBe('head end head body end head end')
  })

  test('an offset counts from where the message was expected', () => {
    const told = readEveryWay(`${text}\r\nG@T / HTTP/1.1\r\n`)
    expect(told.at(-1)).toMatchObject({ rule: 'bad-method', offset: 3 })
  })

  test('after close, and in HTTP/1.0, nothing is read (§9.6)', () => {
    expect(targets(readEveryWay(request('/a', 'Connection: close') + request('/b')))).toEqual(['/a'])
    expect(targets(readEveryWay(`GET /a HTTP/1.0\r\n\r\n${request('/b')}`))).toEqual(['/a'])
  })

  test('after a refusal nothing is read', () => {
    const told = readEveryWay(`GET / HTTP/2.0\r\n\r\n${request('/b')}`)
    expect(types(told)).toBe('error')
  })
})

describe('pausing', () => {
  test('a reader that is paused at an end keeps what comes, and goes on from there', () => {
    const { reader, recorder, push, told } = readerFor()
    const onEnd = recorder.onEnd
    recorder.onEnd = trailers => {
      reader.pause()
      onEnd(trailers)
    }
    expect(push(request('/a') + request('/b') + request('/c').slice(0, 9))).toBe(false)
    expect(targets(told)).toEqual(['/a'])
    expect(push(request('/c').slice(9))).toBe(false)
    reader.resume()
    expect(targets(told)).toEqual(['/a', '/b'])
    expect(reader.isPaused).toBe(true)
    reader.resume()
    expect(targets(told)).toEqual(['/a', '/b', '/c'])
    reader.resume()
    expect(reader.phase).toBe('idle')
  })

  test('a handler that pauses and resumes at once is told on without a break', () => {
    const { reader, recorder, push, told } = readerFor()
    recorder.onEnd = () => {
      reader.pause()
      reader.resume()
    }
    expect(push(request('/a') + request('/b'))).toBe(true)
    expect(targets(told)).toEqual(['/a', '/b'])
  })

  test('nothing is told while it lasts, not even the end of a body that is complete', () => {
    const { reader, recorder, push, told } = readerFor()
    const onBody = recorder.onBody
    recorder.onBody = bytes => {
      reader.pause()
      onBody(bytes)
    }
    push('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello')
    expect(types(told)).toBe('head body')
    reader.resume()
    expect(types(told)).toBe('head body end')
  })

  test('the end of the peer waits for its turn', () => {
    const { reader, push, told } = readerFor()
    reader.pause()
    push(request('/a').slice(0, 5))
    reader.end()
    expect(told).toEqual([])
    reader.resume()
    expect(told).toEqual([{ type: 'error', rule: 'cut-off', offset: 5, status: 400 }])
  })

  test('what is kept has a limit', () => {
    const { reader, push, told } = readerFor({ limits: { heldBytes: 10 } })
    reader.pause()
    expect(push('GET / HTTP')).toBe(false)
    expect(told).toEqual([])
    push('/')
    expect(told).toEqual([{ type: 'error', rule: 'held-too-much', offset: 0, status: 400 }])
    reader.resume()
    expect(push(request('/'))).toBe(true)
    expect(told).toHaveLength(1)
  })
})

describe('handing over', () => {
  test('what follows a CONNECT is kept for who takes the connection', () => {
    const { reader, push, told } = readerFor()
    push('CONNECT a:80 HTTP/1.1\r\nHost: a:80\r\n\r\n\x16\x03')
    push('\x01')
    expect(types(told)).toBe('head end')
    expect(reader.phase).toBe('handed-over')
    expect(latin1From(reader.detach())).toBe('\x16\x03\x01')
    expect(latin1From(reader.detach())).toBe('')
  })

  test('a handler may take the connection at the end of a request', () => {
    const { reader, recorder, push, told } = readerFor()
    let rest = ''
    recorder.onEnd = () => {
      rest = latin1From(reader.detach())
    }
    push(`${request('/a', 'Connection: upgrade', 'Upgrade: b')}frames`)
    expect(rest).toBe('frames')
    expect(push(request('/c'))).toBe(true)
    expect(types(told)).toBe('head')
  })

  test('what came with earlier bytes is handed over whole', () => {
    const { reader, recorder, push } = readerFor()
    let rest = ''
    recorder.onEnd = () => {
      rest = latin1From(reader.detach())
    }
    push('GET / HTTP/1.1\r\nHo')
    push('st: a\r\n\r\nfra')
    expect(rest).toBe('fra')
    expect(reader.phase).toBe('handed-over')
  })

  test('a client is handed over at 101', () => {
    const recorder = createRecorder()
    const reader = createResponseReader(recorder)
    reader.expect('GET')
    reader.push(bytesFromLatin1('HTTP/1.1 101 Switching Protocols\r\n\r\nframes'))
    expect(types(recorder.told)).toBe('head end')
    expect(latin1From(reader.detach())).toBe('frames')
  })
})

describe('phases', () => {
  test('they follow the bytes', () => {
    const { reader, push } = readerFor()
    const phases = ['', 'G', 'ET / HTTP/1.1\r\n', 'Host: a\r\nContent-Length: 5\r\n', '\r\n', 'hell', 'o', '\r\n'].map(
      piece => {
        push(piece)
        return reader.phase
      },
    )
    expect(phases).toEqual(['idle', 'head', 'head', 'head', 'body', 'body', 'idle', 'idle'])
    reader.end()
    expect(reader.phase).toBe('closed')
  })

  test('an error ends them', () => {
    const { reader, push } = readerFor()
    push('\n')
    expect(reader.phase).toBe('refused')
    reader.end()
    expect(reader.phase).toBe('refused')
  })
})

describe('mistakes of the caller', () => {
  test('bytes may not be pushed from within the handler', () => {
    const { recorder, push } = readerFor()
    recorder.onHead = () => void push('x')
    expect(() => push(request('/'))).toThrow('from within its own handler')
  })

  test('what a handler throws comes out, and the reader is not stuck', () => {
    const { recorder, push, told } = readerFor()
    const onEnd = recorder.onEnd
    recorder.onEnd = () => {
      recorder.onEnd = onEnd
      throw new Error('mine')
    }
    expect(() => push(request('/a') + request('/b'))).toThrow('mine')
    push(request('/c'))
    expect(targets(told)).toEqual(['/a', '/b', '/c'])
  })
})
