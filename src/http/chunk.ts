// The chunked coding as it is written (RFC 9112 §7.1). Knows no limits and no state.

import { joinBytes } from './join.ts'
import { bytesFromLatin1 } from './latin1.ts'
import type { Headers } from './response-head.ts'

/** What stands before the data of a chunk: its size in hexadecimal digits. An empty chunk would end the body. */
export const formatChunkSize = (bytes: number): string => `${bytes.toString(16)}\r\n`

/** What stands after the data of each chunk. */
export const chunkEnd = '\r\n'

/** The end of a body without trailers. */
export const lastChunk = '0\r\n\r\n'

/** The end of a body with trailers. */
export const formatLastChunk = (trailers: Headers): string =>
  `0\r\n${trailers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`

/** One chunk, framed. No bytes give no chunk. */
export function chunkFrom(data: Uint8Array): Uint8Array {
  if (data.length === 0) return data
  return joinBytes([bytesFromLatin1(formatChunkSize(data.length)), data, bytesFromLatin1(chunkEnd)])
}
