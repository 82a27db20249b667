// Bytes of a terminal to keys and pastes, however they are cut. No timers: `flush` says that nothing more will come soon.

import type { Key } from '../../workbook/index.ts'
import { graphemes } from '../text/width.ts'
import { controlKey, csiKey, linuxKey, ss3Key, textKey } from './key-names.ts'

export type InputEvent =
  | { readonly type: 'key'; readonly key: Key }
  | { readonly type: 'paste'; readonly text: string }
  /** The terminal answered a question: an OSC string, without its frame. */
  | { readonly type: 'reply'; readonly text: string }

export type Tokenizer = {
  readonly push: (bytes: Uint8Array) => readonly InputEvent[]
  /** Ends what waits for more: a lone Esc is the key, half a sequence is dropped. */
  readonly flush: () => readonly InputEvent[]
  /** Whether something waits for more bytes. */
  readonly isPending: () => boolean
}

const ESC = 0x1b
const BEL = 0x07
/** A sequence longer than this is no sequence. */
const longest = 256
const pasteEnd = '\x1b[201~'

type Mode =
  'ground' | 'escape' | 'csi' | 'linux-function' | 'ss3' | 'string' | 'string-escape' | 'old-mouse' | 'paste' | 'text'

export const createTokenizer = (): Tokenizer => {
  let mode: Mode = 'ground'
  /** What has been read of a sequence or a paste, one char a byte. */
  let held = ''
  /** Bytes of text beyond ASCII that may still grow into a longer character. */
  let text: number[] = []
  let events: InputEvent[] = []

  const emit = (key: Key | undefined): void => {
    if (key !== undefined) events.push({ type: 'key', key })
  }
  const to = (next: Mode): void => {
    mode = next
    held = ''
  }

  /** Text beyond ASCII is held to its end: a mark may still join the character before. */
  const emitText = (): void => {
    for (const cluster of graphemes(new TextDecoder().decode(Uint8Array.from(text)))) {
      if (!cluster.includes('\ufffd')) emit(textKey(cluster))
    }
    text = []
  }

  const ground = (byte: number): void => {
    if (byte === ESC) to('escape')
    else if (byte >= 0x80) {
      to('text')
      text.push(byte)
    } else emit(byte < 0x20 || byte === 0x7f ? controlKey(byte) : textKey(String.fromCharCode(byte)))
  }

  const escape = (byte: number): void => {
    if (byte === 0x5b) to('csi')
    else if (byte === 0x4f) to('ss3')
    else if (byte === 0x5d || byte === 0x50 || byte === 0x5f || byte === 0x5e) to('string')
    else if (byte === ESC || byte >= 0x80) {
      emit(controlKey(ESC))
      to('ground')
      ground(byte)
    } else {
      const key = byte < 0x20 || byte === 0x7f ? controlKey(byte) : textKey(String.fromCharCode(byte))
      emit(key === undefined ? undefined : { ...key, alt: true })
      to('ground')
    }
  }

  const csi = (byte: number): void => {
    if (byte < 0x20 || byte > 0x7e || held.length > longest) {
      to('ground')
      if (byte < 0x80) ground(byte)
      return
    }
    if (byte < 0x40) held += String.fromCharCode(byte)
    else endCsi(String.fromCharCode(byte))
  }

  const endCsi = (final: string): void => {
    const parameters = held
    if (final === '[' && parameters === '') return to('linux-function')
    if (final === 'M' && parameters === '') return to('old-mouse')
    if (final === '~' && parameters === '200') return to('paste')
    emit(csiKey(parameters, final))
    to('ground')
  }

  const string = (byte: number): void => {
    if (byte === BEL) return endString()
    if (byte === ESC) {
      mode = 'string-escape'
      return
    }
    if (held.length < 4 * longest) held += String.fromCharCode(byte)
  }

  const endString = (): void => {
    events.push({ type: 'reply', text: held })
    to('ground')
  }

  const paste = (byte: number): void => {
    held += String.fromCharCode(byte)
    if (!held.endsWith(pasteEnd)) return
    const bytes = Uint8Array.from(held.slice(0, -pasteEnd.length), character => character.charCodeAt(0))
    events.push({ type: 'paste', text: new TextDecoder().decode(bytes) })
    to('ground')
  }

  const readByte = (byte: number): void => {
    switch (mode) {
      case 'ground':
        return ground(byte)
      case 'text':
        if (byte >= 0x80) {
          text.push(byte)
          return
        }
        emitText()
        to('ground')
        return ground(byte)
      case 'escape':
        return escape(byte)
      case 'csi':
        return csi(byte)
      case 'linux-function':
        emit(linuxKey(String.fromCharCode(byte)))
        return to('ground')
      case 'ss3':
        emit(ss3Key(String.fromCharCode(byte)))
        return to('ground')
      case 'string':
        return string(byte)
      case 'string-escape':
        if (byte === 0x5c) return endString()
        to('escape')
        return escape(byte)
      case 'old-mouse':
        held += String.fromCharCode(byte)
        return held.length === 3 ? to('ground') : undefined
      case 'paste':
        return paste(byte)
    }
  }

  const taken = (): readonly InputEvent[] => {
    const ready = events
    events = []
    return ready
  }

  return {
    push: bytes => {
      for (const byte of bytes) readByte(byte)
      return taken()
    },
    flush: () => {
      if (mode === 'paste') return taken()
      if (mode === 'text') emitText()
      if (mode === 'escape') emit(controlKey(ESC))
      if (mode === 'ss3') emit({ ...textKey('O'), alt: true })
      if (mode === 'csi' && held === '') emit({ ...textKey('['), alt: true })
      to('ground')
      return taken()
    },
    isPending: () => mode !== 'ground',
  }
}
