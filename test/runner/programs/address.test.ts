// A server that somebody else runs: it is judged where it is, and left as it was found.

import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'

import { resetAlone } from '../support/sockets.ts'
import { bodyIn, checkOf, eventsOf, runOne, testRunner } from '../support/runner.ts'

async function serve(onSocket: (socket: Socket, server: Server) => void, host = '127.0.0.1'): Promise<number> {
  const server = createServer(socket => {
    socket.on('error', () => socket.destroy())
    onSocket(socket, server)
  })
  await new Promise<void>(resolve => server.listen(0, host, resolve))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

const answer = (body: string) => (socket: Socket) =>
  void socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n\r\n${body}`))

const asWritten = (id: string) =>
  checkOf('#!replay: as-written\n> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n', { id, title: id })

describe('a server at an address is judged', () => {
  test('where it listens, and it is told which address that was', async () => {
    const port = await serve(answer('here'))
    const report = await runOne(testRunner().runner, { type: 'address', host: '127.0.0.1', port })
    expect(report).toMatchObject({ verdict: 'passed', address: { address: '127.0.0.1', port } })
    expect(bodyIn(report)).toBe('here')
  })

  test('by name, and over IPv6', async () => {
    const { runner } = testRunner()
    const named = await runOne(runner, { type: 'address', host: 'localhost', port: await serve(answer('name')) })
    expect(bodyIn(named)).toBe('name')
    const port = await serve(answer('six'), '::1')
    expect(bodyIn(await runOne(runner, { type: 'address', host: '::1', port }))).toBe('six')
  })

  test('and it goes on after the run', async () => {
    const port = await serve(answer('again'))
    const { runner, tokens } = testRunner()
    await runOne(runner, { type: 'address', host: '127.0.0.1', port })
    await runner.close()
    expect(bodyIn(await runOne(testRunner().runner, { type: 'address', host: '127.0.0.1', port }))).toBe('again')
    expect(tokens()).toBe(0)
  })
})

describe('an address where nobody answers is a failed check, never a fault of the tool', () => {
  test('nobody listens there', async () => {
    const port = await serve(() => undefined)
    const free = await new Promise<number>(resolve => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const { port: taken } = server.address() as AddressInfo
        server.close(() => resolve(taken))
      })
    })
    expect(free).not.toBe(port)
    const report = await runOne(testRunner().runner, { type: 'address', host: '127.0.0.1', port: free })
    expect({ verdict: report.verdict, error: report.error }).toEqual({ verdict: 'failed', error: undefined })
    expect(eventsOf(report)).toContainEqual(expect.objectContaining({ type: 'refused', reason: 'ECONNREFUSED' }))
  })

  test('a name that no address has', async () => {
    const report = await runOne(testRunner().runner, { type: 'address', host: 'no-such-host.invalid', port: 80 })
    expect({ verdict: report.verdict, error: report.error }).toEqual({ verdict: 'failed', error: undefined })
    expect(eventsOf(report)).toContainEqual(
      expect.objectContaining({ type: 'refused', reason: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/) }),
    )
  })

  test('it stops listening after the first check: the others fail, each as refused', async () => {
    const port = await serve((socket, server) => {
      socket.once('data', () => {
        server.close()
        socket.end('HTTP/1.1 200 OK\r\n\r\n')
      })
    })
    const checks = ['one', 'two', 'three'].map(asWritten)
    const report = await testRunner().runner.run({
      program: { type: 'address', host: '127.0.0.1', port },
      checks,
      seed: 1,
    })
    expect(report.checks.map(({ verdict }) => verdict.type)).toEqual(['passed', 'failed', 'failed'])
    expect(report.checks[1]!.trace.events).toContainEqual(expect.objectContaining({ type: 'refused' }))
  })

  test('it resets in the middle of its answer', async () => {
    const port = await serve(socket => {
      socket.once('data', () =>
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', () => resetAlone(socket)),
      )
    })
    const report = await runOne(testRunner().runner, { type: 'address', host: '127.0.0.1', port })
    expect(report.verdict).toBe('failed')
    expect(eventsOf(report)).toContainEqual(expect.objectContaining({ type: 'reset' }))
  })
})
