// What the codes of terminals mean as keys: tables of control characters, CSI and SS3 sequences.

import { named, typed, type Key } from '../../workbook/index.ts'

/** A key that types this character. */
export const textKey = (text: string): Key => typed(text)

/** A byte below 0x20, or 0x7f. */
export const controlKey = (byte: number): Key | undefined => {
  const name = controls[byte]
  if (name !== undefined) return named(name)
  if (byte === 0) return named('space', { ctrl: true })
  if (byte <= 0x1a) return named(String.fromCharCode(byte + 0x60), { ctrl: true })
  return named(String.fromCharCode(byte + 0x40), { ctrl: true })
}

const controls: Readonly<Record<number, string>> = {
  0x08: 'backspace',
  0x09: 'tab',
  0x0a: 'enter',
  0x0d: 'enter',
  0x1b: 'escape',
  0x7f: 'backspace',
}

/** What follows `ESC O`. */
export const ss3Key = (final: string): Key | undefined => {
  const name = letters[final] ?? keypad[final]
  return name === undefined ? undefined : named(name)
}

/** A whole CSI sequence. undefined for reports that are no keys: mouse, focus, cursor position, what the terminal is. */
export const csiKey = (parameters: string, final: string): Key | undefined => {
  if (/[^\d;:]/.test(parameters)) return undefined
  const numbers = parameters.split(';').map(part => Number.parseInt(part, 10))
  const modifiers = modifiersFrom(numbers[1])
  if (final === '~') return keyNamed(tildes[numbers[0] ?? 0], modifiers)
  if (final === 'u') return unicodeKey(numbers[0], modifiers)
  if (final === 'Z') return named('tab', { shift: true })
  // `1;5R` is a key; `12;34R` says where the cursor is.
  return numbers[0] === 1 || parameters === '' ? keyNamed(letters[final], modifiers) : undefined
}

/** What follows `ESC [ [`: the first function keys of the Linux console. */
export const linuxKey = (final: string): Key | undefined => {
  const number = 'ABCDE'.indexOf(final) + 1
  return number === 0 ? undefined : named(`f${number}`)
}

type Modifiers = Pick<Key, 'ctrl' | 'alt' | 'shift'>

const keyNamed = (name: string | undefined, modifiers: Modifiers): Key | undefined =>
  name === undefined ? undefined : named(name, modifiers)

// One more than the bits 1 shift, 2 alt, 4 control.
const modifiersFrom = (value: number | undefined): Modifiers => {
  const bits = value === undefined || Number.isNaN(value) ? 0 : value - 1
  return { shift: (bits & 1) !== 0, alt: (bits & 2) !== 0, ctrl: (bits & 4) !== 0 }
}

const unicodeKey = (code: number | undefined, modifiers: Modifiers): Key | undefined => {
  if (code === undefined || Number.isNaN(code) || code > 0x10ffff) return undefined
  const name = controls[code]
  if (name !== undefined) return named(name, modifiers)
  if (code < 0x20 || (code >= 0xd800 && code <= 0xdfff) || (code >= 0xe000 && code <= 0xf8ff)) return undefined
  const text = String.fromCodePoint(code)
  return modifiers.ctrl || modifiers.alt ? named(text, modifiers) : typed(modifiers.shift ? text.toUpperCase() : text)
}

const letters: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  E: 'begin',
  F: 'end',
  H: 'home',
  P: 'f1',
  Q: 'f2',
  R: 'f3',
  S: 'f4',
}

const keypad: Readonly<Record<string, string>> = { M: 'enter' }

const tildes: Readonly<Record<number, string>> = {
  1: 'home',
  2: 'insert',
  3: 'delete',
  4: 'end',
  5: 'pageup',
  6: 'pagedown',
  7: 'home',
  8: 'end',
  11: 'f1',
  12: 'f2',
  13: 'f3',
  14: 'f4',
  15: 'f5',
  17: 'f6',
  18: 'f7',
  19: 'f8',
  20: 'f9',
  21: 'f10',
  23: 'f11',
  24: 'f12',
}
