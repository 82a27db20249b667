// Bytes that came and were not read yet, in the pieces they came in. Knows nothing of who gives and who reads.

/** Pieces smaller than this are put together: a client that sends a byte at a time would cost a hundred times its bytes. */
const smallPieceBytes = 512
const blockBytes = 4096

/** A queue of bytes. Each is copied once when it comes, and once more when a read cuts through its piece. */
export class HeldBytes {
  private blocks: Uint8Array[] = []
  /** The first block that still holds something, and how much of it is gone. */
  private first = 0
  private gone = 0
  /** How much of the last block is filled. */
  private filled = 0
  length = 0

  /** A copy of these bytes is added. */
  add(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    const last = this.blocks.at(-1)
    if (last !== undefined && bytes.length <= last.length - this.filled) last.set(bytes, this.filled)
    else this.addBlock(bytes)
    this.filled += bytes.length
    this.length += bytes.length
  }

  private addBlock(bytes: Uint8Array): void {
    const last = this.blocks.at(-1)
    if (last !== undefined && this.filled < last.length)
      this.blocks[this.blocks.length - 1] = last.subarray(0, this.filled)
    this.filled = 0
    // The first piece of all is most likely the only one.
    if (last === undefined || bytes.length >= smallPieceBytes) {
      this.blocks.push(new Uint8Array(bytes))
      return
    }
    const block = new Uint8Array(blockBytes)
    block.set(bytes)
    this.blocks.push(block)
  }

  /** The first `count` bytes, as an array of their own. */
  take(count: number): Uint8Array {
    const whole = this.firstPiece()
    if (count === whole.length) return this.takePiece()
    const taken = new Uint8Array(count)
    for (let at = 0; at < count;) {
      const piece = this.firstPiece()
      const length = Math.min(piece.length, count - at)
      taken.set(length < piece.length ? piece.subarray(0, length) : piece, at)
      at += length
      this.drop(length)
    }
    return taken
  }

  /** What is left of the first piece, as an array of its own. */
  takePiece(): Uint8Array {
    const block = this.blocks[this.first]
    const piece = this.firstPiece()
    this.drop(piece.length)
    // A whole block is given away, and not copied.
    return piece === block ? piece : piece.slice()
  }

  /** Where an octet is, from `start` on; undefined where it is not. */
  indexOf(octet: number, start: number): number | undefined {
    let { at, offset } = this.blockAt(start)
    for (; at < this.blocks.length; at++) {
      const block = this.blocks[at]!
      const end = at === this.blocks.length - 1 ? this.filled : block.length
      const from = Math.max(start - offset, at === this.first ? this.gone : 0)
      const found = from < end ? block.indexOf(octet, from) : -1
      if (found >= 0 && found < end) return offset + found
      offset += end
    }
    return undefined
  }

  /** A block to seek from, and where it begins: from the end, since who seeks on wants what came last. */
  private blockAt(start: number): { at: number; offset: number } {
    if (start === 0) return { at: this.first, offset: -this.gone }
    let at = this.blocks.length - 1
    let offset = this.length - this.filled
    while (at > this.first && offset > start) {
      at--
      offset -= this.blocks[at]!.length
    }
    return { at, offset }
  }

  clear(): void {
    this.blocks = []
    this.first = this.gone = this.filled = this.length = 0
  }

  private firstPiece(): Uint8Array {
    const block = this.blocks[this.first]
    if (block === undefined) return new Uint8Array(0)
    const end = this.first === this.blocks.length - 1 ? this.filled : block.length
    return this.gone === 0 && end === block.length ? block : block.subarray(this.gone, end)
  }

  private drop(count: number): void {
    this.length -= count
    this.gone += count
    if (this.length === 0) return this.clear()
    if (this.gone < this.blocks[this.first]!.length) return
    this.gone = 0
    this.blocks[this.first] = new Uint8Array(0)
    this.first++
    if (this.first < 64) return
    this.blocks.splice(0, this.first)
    this.first = 0
  }
}
