// Listens to a terminal's keys: raw mode on and off, the wait that tells a lone Esc from a sequence, the time between equal keys.

import { keyWord, type Key } from '../../workbook/index.ts'
import { createTokenizer, type InputEvent } from './tokens.ts'

/** The part of a `tty.ReadStream` that is needed. */
export type KeySource = {
  readonly on: (event: 'data' | 'end', listener: (chunk: Uint8Array) => void) => unknown
  readonly off: (event: 'data' | 'end', listener: (chunk: Uint8Array) => void) => unknown
  readonly setRawMode?: (isRaw: boolean) => unknown
  readonly resume: () => unknown
  readonly pause: () => unknown
}

export type KeyboardHandlers = {
  readonly onKey: (key: Key, sinceSameMs: number | undefined) => void
  readonly onPaste: (text: string) => void
  readonly onReply: (text: string) => void
  /** The terminal has gone. */
  readonly onEnd: () => void
}

export type Keyboard = { readonly start: () => void; readonly stop: () => void }

/** Terminals write a sequence at once; a person needs longer than this between Esc and the next key. */
const escapeMs = 50

export const createKeyboard = (source: KeySource, handlers: KeyboardHandlers, now: () => number): Keyboard => {
  const tokenizer = createTokenizer()
  let timer: NodeJS.Timeout | undefined
  let last: { readonly word: string; readonly atMs: number } | undefined

  const handle = (event: InputEvent): void => {
    if (event.type === 'paste') {
      last = undefined
      return handlers.onPaste(event.text)
    }
    if (event.type === 'reply') return handlers.onReply(event.text)
    const word = keyWord(event.key)
    const atMs = now()
    const since = last?.word === word ? atMs - last.atMs : undefined
    last = { word, atMs }
    handlers.onKey(event.key, since)
  }
  const onData = (chunk: Uint8Array): void => {
    clearTimeout(timer)
    for (const event of tokenizer.push(chunk)) handle(event)
    if (tokenizer.isPending()) timer = setTimeout(() => tokenizer.flush().forEach(handle), escapeMs)
  }
  const onEnd = (): void => handlers.onEnd()

  return {
    start: () => {
      source.setRawMode?.(true)
      source.on('data', onData)
      source.on('end', onEnd)
      source.resume()
    },
    stop: () => {
      clearTimeout(timer)
      tokenizer.flush()
      source.off('data', onData)
      source.off('end', onEnd)
      source.setRawMode?.(false)
      source.pause()
    },
  }
}
