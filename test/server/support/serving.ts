// A server for one test, with what it logs and clients that find it. It is stopped when the test is over.

import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { serve, type RunningServer, type ServeOptions } from '../../../src/server/index.ts'
import type { Application } from '../../../src/tsgi/index.ts'
import { selfSignedCertificate, type Certificate } from './certificate.ts'
import { clientOf, type Client } from './client.ts'

export type Serving = {
  readonly server: RunningServer
  /** What went to the error log. */
  readonly errors: () => string
  /** A client that reads. */
  readonly connect: () => Promise<Client>
  /** A client that reads nothing until it is told to. */
  readonly connectUnread: () => Promise<Client>
  /** One request on a connection of its own. */
  readonly ask: (request: string) => ReturnType<Client['ask']>
}

/** On 127.0.0.1 and a port of the system's choice, unless the options say otherwise. */
export async function serving(application: Application, options: ServeOptions = {}): Promise<Serving> {
  let errors = ''
  const server = await serve(application, { port: 0, errorLog: text => void (errors += text), ...options })
  onTestFinished(() => server.close({ graceMs: 0 }))
  const { address } = server
  const end = typeof address === 'string' ? { path: address } : { port: address.port, host: dialled(address.address) }
  const secure = options.tls === undefined ? {} : { ca: options.tls.cert as string, servername: 'localhost' }
  const connectUnread = (): Promise<Client> => clientOf({ ...end, ...secure })
  const connect = async (): Promise<Client> => (await connectUnread()).read()
  return {
    server,
    errors: () => errors,
    connect,
    connectUnread,
    ask: async request => {
      const client = await connect()
      const answer = await client.ask(request)
      client.leave()
      return answer
    },
  }
}

function dialled(address: string): string {
  return address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address
}

let made: Certificate | undefined

/** The ways a client can come, as options of the server. */
export const transports = {
  TCP: () => ({}),
  TLS: () => ({ tls: (made ??= selfSignedCertificate()) }),
  'a Unix socket': () => ({ path: socketPath() }),
} as const satisfies Record<string, () => ServeOptions>

export type Transport = keyof typeof transports
export const allTransports = Object.keys(transports) as Transport[]

export const socketPath = (): string => join(tmpdir(), `tsgi-${randomUUID().slice(0, 8)}.sock`)
