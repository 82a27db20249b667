// Short texts that come again and again, found by their bytes: no string is made for bytes that were seen before.
// Knows nothing of what they mean. A cache and nothing else: what is found never differs from what would be made.

import { latin1From } from './latin1.ts'

/** One step of the hash that `Interned.at` wants of the bytes: the caller walks over them anyway. */
export const hashStep = (hash: number, octet: number): number => (Math.imul(hash, 31) + octet) | 0

type Entry<Value> = { readonly hash: number; readonly bytes: Uint8Array; readonly value: Value }

const slots = 2048
const maxEntries = 1024
const maxTries = 8
const maxTextBytes = 64

/** Values for texts. Bounded: when it is full, or a text is long, values are made for the occasion. */
export class Interned<Value> {
  private readonly make: (text: string) => Value
  private readonly entries: (Entry<Value> | undefined)[] = Array.from({ length: slots })
  private readonly byText = new Map<string, Value>()

  /** `early` goes in first, so that nothing a peer sends can take its place. */
  constructor(make: (text: string) => Value, early: readonly string[]) {
    this.make = make
    for (const text of early) this.of(text)
  }

  /** The value for the bytes from `start` to `end`, whose hash the caller has from `hashStep`. */
  at(bytes: Uint8Array, start: number, end: number, hash: number): Value {
    for (let tries = 0; tries < maxTries; tries++) {
      const entry = this.entries[(hash + tries) & (slots - 1)]
      if (entry === undefined) break
      if (entry.hash === hash && isSame(entry.bytes, bytes, start, end)) return entry.value
    }
    return this.of(latin1From(bytes, start, end))
  }

  /** The value for a text that is at hand. */
  of(text: string): Value {
    const known = this.byText.get(text)
    if (known !== undefined) return known
    const value = this.make(text)
    if (this.byText.size < maxEntries && text.length <= maxTextBytes) this.add(text, value)
    return value
  }

  private add(text: string, value: Value): void {
    this.byText.set(text, value)
    const bytes = new Uint8Array(text.length)
    let hash = 0
    for (let at = 0; at < text.length; at++) {
      // A text beyond latin-1 is found by text only: no bytes of a head are equal to it.
      if (text.charCodeAt(at) > 255) return
      bytes[at] = text.charCodeAt(at)
      hash = hashStep(hash, bytes[at]!)
    }
    for (let tries = 0; tries < maxTries; tries++) {
      const slot = (hash + tries) & (slots - 1)
      if (this.entries[slot] !== undefined) continue
      this.entries[slot] = { hash, bytes, value }
      return
    }
  }
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false
  for (let at = 0; at < known.length; at++) if (known[at] !== bytes[start + at]) return false
  return true
}
