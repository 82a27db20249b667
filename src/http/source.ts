// The bytes a reader reads, as they come: those just pushed, where they lie, and of earlier ones what was not complete.
// Knows where reading stands and where a message began; knows nothing of messages.

import { HeldBytes } from './held-bytes.ts'
import { LF } from './octets.ts'
import { leastViewBytes } from './text-octets.ts'
import { TextWindow } from './text-window.ts'

const noBytes = new Uint8Array(0)

export class Source {
  /** The bytes at hand while reading: what is next stands at `at`, and `until` is where they end. */
  bytes: Uint8Array = noBytes
  at = 0
  until = 0
  readonly window = new TextWindow()
  private readonly held = new HeldBytes()
  private isHeld = false
  /** How many bytes from `at` on are known to have no LF: they came earlier and are not searched again. */
  private searched = 0
  /** The offset of a byte within its message is where it stands here, plus this. */
  private origin = 0
  private dataView: DataView | undefined

  /** Whether there is nothing that was not read. */
  get isEmpty(): boolean {
    return this.at === this.until && this.held.length === 0
  }

  /** What waits for more, in bytes. */
  get heldBytes(): number {
    return this.held.length
  }

  offsetOf(at: number): number {
    return at + this.origin
  }

  /** What is next is the first byte of a message. */
  startMessage(): void {
    this.origin = -this.at
  }

  /** Puts bytes behind what is held. */
  keep(bytes: Uint8Array): void {
    this.held.add(bytes)
  }

  /** The bytes at hand by words, where there are enough of them. */
  get view(): DataView | undefined {
    if (this.until < leastViewBytes) return undefined
    return (this.dataView ??= new DataView(this.bytes.buffer, this.bytes.byteOffset, this.until))
  }

  /** Begins to read: what is held with these bytes behind it, or these bytes where they lie. */
  open(bytes: Uint8Array): void {
    if (this.held.length === 0) return this.openAt(bytes, 0, bytes.length)
    this.held.add(bytes)
    this.openHeld()
  }

  /** Begins to read what is held. */
  openHeld(): void {
    this.isHeld = true
    this.openAt(this.held.bytes, this.held.start, this.held.end)
  }

  private openAt(bytes: Uint8Array, at: number, until: number): void {
    this.origin += this.at - at
    this.bytes = bytes
    this.at = at
    this.until = until
    this.dataView = undefined
    this.window.open(bytes, until)
  }

  /** Ends the reading and keeps a copy of what was not read: whoever pushed it may use its memory again. */
  close(): void {
    if (this.isHeld) this.held.dropTo(this.at)
    else if (this.at < this.until) this.held.add(this.bytes.subarray(this.at, this.until))
    this.isHeld = false
    this.origin += this.at
    this.at = 0
    this.until = 0
    this.bytes = noBytes
    this.dataView = undefined
    this.window.close()
  }

  /** Lets go of all that was not read. */
  drop(): void {
    if (this.until > 0) this.at = this.until
    else this.held.dropTo(this.held.end)
  }

  /** A copy of all that was not read; then there is nothing. */
  takeRest(): Uint8Array {
    const isOpen = this.until > 0
    const { held } = this
    const rest = isOpen ? this.bytes.subarray(this.at, this.until) : held.bytes.subarray(held.start, held.end)
    const copy = new Uint8Array(rest)
    this.drop()
    return copy
  }

  /** Whether a line may be read: not while it is known that its LF has not come. */
  mayHaveLine(): boolean {
    return this.searched === 0 || this.lineFeed() < this.until
  }

  /** Where the next LF is; `until` when it has not come. Each byte is searched once, however many pushes it takes. */
  lineFeed(): number {
    let at = this.at + this.searched
    while (at < this.until && this.bytes[at] !== LF) at++
    // Up to the LF and not beyond it, so that asking again gives the same.
    this.searched = at - this.at
    return at
  }

  /** A line has been read. */
  advanceTo(next: number): void {
    this.at = next
    this.searched = 0
  }
}
