// The ways to read: each knows when it has enough, and what to do with the rest when no more comes.

import { LF } from '../http/index.ts'
import type { HeldBytes } from './held-bytes.ts'

export type Read = {
  /** Takes what it wants and gives it to its reader, if it is all there. May keep what it has so far. */
  take(held: HeldBytes): boolean
  /** The end has come: takes what is left. */
  takeRest(held: HeldBytes): void
  reject(error: Error): void
}

type Settle<Value> = { readonly resolve: (value: Value) => void; readonly reject: (error: Error) => void }

/** `limit` bytes. */
export const sizeRead = (limit: number, { resolve, reject }: Settle<Uint8Array>): Read => ({
  take(held) {
    if (held.length < limit) return false
    resolve(held.take(limit))
    return true
  },
  takeRest: held => resolve(held.take(held.length)),
  reject,
})

/** A piece as it came. */
export const chunkRead = (_: number, { resolve, reject }: Settle<Uint8Array>): Read => ({
  take(held) {
    if (held.length === 0) return false
    resolve(held.takePiece())
    return true
  },
  takeRest: held => resolve(held.take(0)),
  reject,
})

/** A line with its line feed, or `limit` bytes of it. */
export function lineRead(limit: number, { resolve, reject }: Settle<Uint8Array>): Read {
  const seek = lineSeeker(limit)
  return {
    take(held) {
      const length = seek(held)
      if (length !== undefined) resolve(held.take(length))
      return length !== undefined
    },
    takeRest: held => resolve(held.take(held.length)),
    reject,
  }
}

/** All lines; no more once they have `hint` bytes together. */
export function linesRead(hint: number, { resolve, reject }: Settle<Uint8Array[]>): Read {
  const lines: Uint8Array[] = []
  const wanted = hint === 0 ? Infinity : hint
  let bytes = 0
  let seek = lineSeeker(Infinity)
  const add = (line: Uint8Array): void => {
    lines.push(line)
    bytes += line.length
    seek = lineSeeker(Infinity)
  }
  return {
    take(held) {
      for (;;) {
        if (bytes >= wanted) break
        const length = seek(held)
        if (length === undefined) return false
        add(held.take(length))
      }
      resolve(lines)
      return true
    },
    takeRest(held) {
      if (held.length > 0) add(held.take(held.length))
      resolve(lines)
    },
    reject,
  }
}

/** How long the next line is, once that is known. What was sought through is not sought through again. */
function lineSeeker(limit: number): (held: HeldBytes) => number | undefined {
  let soughtBytes = 0
  return held => {
    const at = held.indexOf(LF, soughtBytes)
    soughtBytes = held.length
    const length = at === undefined ? held.length : at + 1
    if (length >= limit) return limit
    return at === undefined ? undefined : length
  }
}
