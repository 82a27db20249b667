// An input with hooks that write down what they are told, and its reads as text.

import { createInput, type InputSource } from '../../../src/tsgi/index.ts'
import { bytes, text } from './exchange.ts'

export type Watched = { readonly source: InputSource; readonly calls: readonly string[] }

export function watched(highWaterBytes?: number): Watched {
  const calls: string[] = []
  const hooks = {
    onFirstRead: () => void calls.push('first read'),
    onFull: () => void calls.push('full'),
    onWant: () => void calls.push('want'),
  }
  return { source: createInput(hooks, highWaterBytes), calls }
}

/** An input whose body has come, in these pieces. */
export function inputOf(...pieces: readonly string[]): InputSource['input'] {
  const { source } = watched()
  for (const piece of pieces) source.give(bytes(piece))
  source.end()
  return source.input
}

export const textOf = async (promise: Promise<Uint8Array>): Promise<string> => text(await promise)
