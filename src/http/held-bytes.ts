// Bytes that came and could not be read yet, in one piece. Each byte is moved a bounded number of times.

const noBytes = new Uint8Array(0)
const leastCapacity = 256

export class HeldBytes {
  /** What is held stands from `start` to `end`; the rest means nothing. */
  bytes: Uint8Array = noBytes
  start = 0
  end = 0

  get length(): number {
    return this.end - this.start
  }

  add(more: Uint8Array): void {
    if (this.end + more.length > this.bytes.length) this.makeRoom(more.length)
    this.bytes.set(more, this.end)
    this.end += more.length
  }

  /** Lets go of what stands before `start`; and of the memory, once nothing is held: most connections are idle. */
  dropTo(start: number): void {
    this.start = start
    if (start !== this.end) return
    this.bytes = noBytes
    this.start = 0
    this.end = 0
  }

  private makeRoom(more: number): void {
    const { length } = this
    // Twice of what is needed, and in place only when half of the room is free: so that no byte is moved often.
    const needed = length + more
    const target = needed * 2 <= this.bytes.length ? this.bytes : new Uint8Array(Math.max(leastCapacity, needed * 2))
    if (target === this.bytes) target.copyWithin(0, this.start, this.end)
    else target.set(this.bytes.subarray(this.start, this.end))
    this.bytes = target
    this.start = 0
    this.end = length
  }
}
