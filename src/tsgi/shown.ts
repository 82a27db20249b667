// A value in a few words, for a message. Never throws, whatever it is given, and never runs to a second line.

import { isError } from './thrown.ts'

const maxTextLength = 60

/** `"hello"`, `Uint8Array of 5`, `a Map`, `undefined`. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'function') return `the function ${quoted(nameOf(value))}`
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? `${value}n` : String(value)
  try {
    if (Array.isArray(value)) return `an array of ${value.length}`
    if (ArrayBuffer.isView(value)) return `${tagOf(value)} of ${value.byteLength}`
    if (isError(value)) return `${value.name}: ${quoted(value.message)}`
    return `an object of ${nameOf((value as { constructor?: unknown }).constructor) || tagOf(value)}`
  } catch {
    return 'an object that cannot be looked at'
  }
}

function quoted(text: string): string {
  const isLong = text.length > maxTextLength
  // JSON leaves DEL, the C1 controls and two line ends as they are; a terminal would not.
  const escaped = JSON.stringify(isLong ? text.slice(0, maxTextLength) : text).replace(
    /[\x7f-\x9f\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return isLong ? `${escaped}...` : escaped
}

const nameOf = (value: unknown): string => (typeof value === 'function' ? String(value.name) : '')

const tagOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1)
