// What the clients of Node write is read as it was meant, and as node:http reads it.

import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { continueHead, createRequestReader } from '../../src/http/index.ts'
import { nodeRequests } from './support/node-requests.ts'
import { loopback, requestsByNode, requestsByUs } from './support/node-readings.ts'

describe('a request of', () => {
  test.for(Object.entries(nodeRequests))('%s', async ([, { send, start, body, field }]) => {
    const bytes = await bytesOf(send)
    const ours = requestsByUs(bytes)
    expect(ours).toEqual(await requestsByNode(bytes))
    const [message] = ours.messages
    expect(message).toMatchObject({ start, ...(body === undefined ? {} : { body }) })
    expect(message!.fields).toEqual(expect.arrayContaining(field === undefined ? [] : [field]))
    expect(ours.isRefused).toBe(false)
  })

  test('a connection that is used again', async () => {
    const { createServer: createHttpServer, Agent, request } = await import('node:http')
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    onTestFinished(() => agent.destroy())
    const target = createHttpServer((incoming, response) => incoming.resume().on('end', () => response.end('hi')))
    onTestFinished(() => void target.close())
    const targetPort = await loopback(target)
    const pieces: Buffer[] = []
    const between = createServer(socket => {
      const further = connect(targetPort, '127.0.0.1')
      socket.on('data', piece => pieces.push(piece)).pipe(further)
      further.pipe(socket)
    })
    onTestFinished(() => void between.close())
    const port = await loopback(between)
    for (const [index, method] of ['GET', 'POST', 'PUT', 'GET'].entries()) {
      const one = request({ port, host: '127.0.0.1', agent, method, path: `/${index}` })
      one.end(method === 'GET' ? undefined : 'body')
      const [response] = await once(one, 'response')
      response.resume()
      await once(response, 'end')
    }
    const ours = requestsByUs(Buffer.concat(pieces))
    expect(ours.messages.map(message => message.start)).toEqual(['GET /0', 'POST /1', 'PUT /2', 'GET /3'])
    expect(ours).toEqual(await requestsByNode(Buffer.concat(pieces)))
  })
})

const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'

/** What a client writes to a server that lets our reader say when the request is complete. */
async function bytesOf(send: (port: number) => Promise<unknown>): Promise<Buffer> {
  const pieces: Buffer[] = []
  const server = createServer(socket => {
    const reader = createRequestReader({
      onHead: ({ expectsContinue }) => void (expectsContinue && socket.write(continueHead)),
      onBody: () => undefined,
      onEnd: () => void socket.end(answer),
      onError: error => void socket.destroy(error),
    })
    socket.on('error', () => undefined)
    socket.on('data', piece => {
      pieces.push(piece)
      reader.push(piece)
    })
  })
  const port = await loopback(server)
  try {
    await send(port)
  } finally {
    server.close()
  }
  return Buffer.concat(pieces)
}
