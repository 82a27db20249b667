// A client that does with its connection what a test says, byte by byte, and keeps what comes. It closes nothing by itself.

import { connect as connectTcp, type NetConnectOpts, type Socket } from 'node:net'
import { connect as connectTls, type ConnectionOptions } from 'node:tls'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { answersIn, type Answer } from './answers.ts'

const deadlineMs = 15_000

/** How the server's side of a connection ended: with a FIN, or with an RST. */
export type Ending = 'ended' | 'reset'

export class Client {
  readonly socket: Socket
  private pieces: Buffer[] = []
  receivedBytes = 0
  ending: Ending | undefined
  isClosed = false
  private waiting = new Set<() => void>()

  constructor(socket: Socket) {
    this.socket = socket
    socket.on('end', () => this.note(() => (this.ending ??= 'ended')))
    socket.on('error', () => this.note(() => (this.ending = 'reset')))
    socket.on('close', () => this.note(() => (this.isClosed = true)))
    onTestFinished(() => void socket.destroy())
  }

  /** Keeps what comes from now on; until then the client reads nothing. */
  read(): this {
    this.socket.on('data', bytes =>
      this.note(() => {
        this.pieces.push(bytes)
        this.receivedBytes += bytes.length
      }),
    )
    return this
  }

  send(data: string | Uint8Array): this {
    this.socket.write(typeof data === 'string' ? Buffer.from(data, 'latin1') : data)
    return this
  }

  /** All that came, a character for each byte. */
  get text(): string {
    return this.bytes.toString('latin1')
  }

  get bytes(): Buffer {
    if (this.pieces.length > 1) this.pieces = [Buffer.concat(this.pieces)]
    return this.pieces[0] ?? Buffer.alloc(0)
  }

  /** Waits until it is so; looks whenever something comes. */
  async until(what: string, isSo: () => boolean): Promise<this> {
    if (isSo()) return this
    await new Promise<void>((resolve, reject) => {
      const deadline = setTimeout(() => {
        this.waiting.delete(look)
        reject(new Error(`Within ${deadlineMs} ms it did not happen: ${what}. Received: ${this.shown()}`))
      }, deadlineMs)
      const look = (): void => {
        if (!isSo()) return
        clearTimeout(deadline)
        this.waiting.delete(look)
        resolve()
      }
      this.waiting.add(look)
    })
    return this
  }

  receives(text: string): Promise<this> {
    return this.until(`the client receives ${JSON.stringify(text)}`, () => this.text.includes(text))
  }

  /** Waits for the end of the server's side. */
  async ended(): Promise<Ending> {
    await this.until('the server ends the connection', () => this.ending !== undefined || this.isClosed)
    return this.ending ?? 'ended'
  }

  /** The responses to requests of these methods, once all of them are complete or the connection has ended. */
  async answers(...methods: readonly string[]): Promise<readonly Answer[]> {
    let answers: readonly Answer[] = []
    await this.until(`${methods.length} responses are complete`, () => {
      answers = answersIn(this.bytes, methods, this.ending !== undefined)
      const isAll = answers.filter(({ isComplete }) => isComplete).length === methods.length
      return isAll || this.ending !== undefined || this.isClosed
    })
    return answers
  }

  /** One request, and its response. What came before is forgotten. */
  async ask(request: string): Promise<Answer> {
    this.pieces = []
    this.send(request)
    const [answer] = await this.answers(request.slice(0, request.indexOf(' ')))
    if (answer === undefined) throw new Error(`no response to ${JSON.stringify(request)}: ${this.shown()}`)
    return answer
  }

  /** FIN: nothing more is sent, but read. */
  end(): void {
    this.socket.end()
  }

  /** Leaves: closes both sides. */
  leave(): void {
    this.socket.destroy()
  }

  reset(): void {
    this.socket.resetAndDestroy()
  }

  private note(happen: () => unknown): void {
    happen()
    for (const look of this.waiting) look()
  }

  private shown(): string {
    return `${JSON.stringify(this.text.slice(0, 500))} (${this.receivedBytes} bytes, ${this.ending ?? 'open'})`
  }
}

/** Connects over TCP, a Unix socket or TLS. Half-open: the server's FIN is not answered by itself. */
export async function clientOf(to: NetConnectOpts | ConnectionOptions): Promise<Client> {
  const isTls = 'ca' in to
  const options = { ...to, allowHalfOpen: true }
  const socket = isTls ? connectTls(options) : connectTcp(options as NetConnectOpts)
  const client = new Client(socket)
  await once(socket, isTls ? 'secureConnect' : 'connect')
  return client
}
