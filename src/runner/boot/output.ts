// Sends what the program prints over the report pipe, with the connection it was serving: so output is in order with
// everything else. What is written past `process.stdout` (child processes, fs.writeSync) takes the real pipe.

import { frameTypes } from '../report/frame.ts'
import type { Frame } from '../report/frame.ts'
import type { Channel } from './channel.ts'
import { cells } from './serving.ts'
import type { Serving, SharedCells } from './serving.ts'

export const streamNumbers = { stdout: 1, stderr: 2 } as const

const pieceBytes = 64 * 1024

export function watchOutput(channel: Channel, serving: Serving, shared: SharedCells): void {
  replaceWrite(process.stdout, streamNumbers.stdout)
  replaceWrite(process.stderr, streamNumbers.stderr)

  function replaceWrite(stream: NodeJS.WriteStream, number: number): void {
    stream.write = (chunk: Uint8Array | string, ...rest: unknown[]): boolean => {
      const encoding = typeof rest[0] === 'string' ? (rest[0] as BufferEncoding) : 'utf8'
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk
      if (!(bytes instanceof Uint8Array)) throw new TypeError('The "chunk" argument must be a string or a Uint8Array')
      tellInPieces({ type: frameTypes.output, port: serving.get(), value: number, place: 0 }, bytes)
      const done = rest.find(argument => typeof argument === 'function')
      if (done !== undefined) process.nextTick(done as () => void)
      return true
    }
  }

  /**
   * Whoever prints a hundred megabytes at once is stopped after the first few, and nobody has to hold them all. Each piece
   * is counted when it goes: the watching thread sees from the count that the program waits for its reader.
   */
  function tellInPieces(header: Omit<Frame, 'payload'>, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const piece = bytes.subarray(at, at + pieceBytes)
      Atomics.add(shared, cells.printed, piece.length)
      channel.tell(header, piece)
    }
  }
}
