// Tokens that come again and again, found by their bytes: no string is made for a token that was seen before.
// Knows nothing of what they mean. A cache and nothing else: what is found never differs from what would be made.

import { latin1From } from './latin1.ts'
import { isTokenOctet } from './octets.ts'

// Worth a factor of five for a browser's request against names made anew (and three against split and patterns).
// A token is looked up as words of four octets: a fourth of the steps to hash it, and to compare it, which has to be
// exact, since a name that passes for another could smuggle a body.
const maxWords = 16
const maxTries = 8
const scratch = new Int32Array(maxWords)

/** Values for tokens. Bounded: when it is full, or a token is long, values are made for the occasion. */
export class Interned<Value> {
  /** The value for the token that `read` found. Undefined when it found none that is followed by anything. */
  value: Value | undefined
  private readonly make: (text: string) => Value
  private readonly maxEntries: number
  private readonly byText = new Map<string, Value>()
  private readonly values: (Value | undefined)[]
  /** For each slot the words of its token, and how many there are. */
  private readonly words: Int32Array
  private readonly counts: Uint8Array

  /** `slots` is a power of two. `early` goes in first, so that nothing a peer sends can take its place. */
  constructor(make: (text: string) => Value, slots: number, early: readonly string[]) {
    this.make = make
    this.maxEntries = slots / 2
    this.values = Array.from({ length: slots })
    this.words = new Int32Array(slots * maxWords)
    this.counts = new Uint8Array(slots)
    for (const text of early) this.of(text)
  }

  /** Reads the token at `start`: where it ends. Sets `value`, unless the bytes end with the token or it is empty. */
  read(bytes: Uint8Array, start: number, end: number): number {
    let at = start
    let octet = 0
    let word = 0
    let hash = 0
    let count = 0
    while (at < end && isTokenOctet((octet = bytes[at]!))) {
      word = (word << 8) | octet
      at++
      if (((at - start) & 3) !== 0) continue
      if (count < maxWords) scratch[count] = word
      count++
      hash = hashStep(hash, word)
      word = 0
    }
    if (at === end || at === start) return at
    if (word !== 0) {
      if (count < maxWords) scratch[count] = word
      count++
      hash = hashStep(hash, word)
    }
    this.value = this.find(count, hash) ?? this.of(latin1From(bytes, start, at))
    return at
  }

  /** The value for a text that is at hand. */
  of(text: string): Value {
    const known = this.byText.get(text)
    if (known !== undefined) return known
    const value = this.make(text)
    if (this.byText.size < this.maxEntries && text.length <= maxWords * 4) this.add(text, value)
    return value
  }

  private find(count: number, hash: number): Value | undefined {
    if (count > maxWords) return undefined
    for (let tries = 0; tries < maxTries; tries++) {
      const slot = this.slotOf(hash, tries)
      if (this.counts[slot] === count && this.isAt(slot, count)) return this.values[slot]
    }
    return undefined
  }

  private isAt(slot: number, count: number): boolean {
    const { words } = this
    const first = slot * maxWords
    for (let at = 0; at < count; at++) if (words[first + at] !== scratch[at]) return false
    return true
  }

  private slotOf(hash: number, tries: number): number {
    return ((hash >>> 16) + tries) & (this.counts.length - 1)
  }

  private add(text: string, value: Value): void {
    this.byText.set(text, value)
    let count = 0
    let hash = 0
    for (let at = 0; at < text.length; at += 4) {
      let word = 0
      for (const character of text.slice(at, at + 4)) {
        // What is no token is found by text only.
        if (!isTokenOctet(character.charCodeAt(0))) return
        word = (word << 8) | character.charCodeAt(0)
      }
      scratch[count++] = word
      hash = hashStep(hash, word)
    }
    for (let tries = 0; tries < maxTries; tries++) {
      const slot = this.slotOf(hash, tries)
      if (this.counts[slot] !== 0) continue
      this.words.set(scratch.subarray(0, count), slot * maxWords)
      this.counts[slot] = count
      this.values[slot] = value
      return
    }
  }
}

const hashStep = (hash: number, word: number): number => Math.imul(hash ^ word, 0x9e3779b1)
