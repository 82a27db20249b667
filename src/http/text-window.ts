// Texts cut out of bytes, many at little cost. A window of the bytes is turned into text once, and the texts are cut
// from that: a browser's request, with ten field lines, is read in two thirds of the time that a conversion for each takes.
// A text of some length keeps its window alive, so a window is small.

import { latin1From } from './latin1.ts'

const windowBytes = 1024
const noBytes = new Uint8Array(0)

export class TextWindow {
  private bytes: Uint8Array = noBytes
  private bytesEnd = 0
  private text = ''
  private start = 0
  private end = 0

  /** The texts that are asked for from now on are in these bytes, before `end`. */
  open(bytes: Uint8Array, end: number): void {
    this.bytes = bytes
    this.bytesEnd = end
    this.start = 0
    this.end = 0
  }

  /** Lets go of the bytes. */
  close(): void {
    this.bytes = noBytes
    this.text = ''
  }

  /** The bytes from `start` to `end` as latin-1 text. */
  cut(start: number, end: number): string {
    if (start < this.start || end > this.end) this.move(start, end)
    return this.text.substring(start - this.start, end - this.start)
  }

  private move(start: number, end: number): void {
    this.start = start
    this.end = Math.max(end, Math.min(start + windowBytes, this.bytesEnd))
    this.text = latin1From(this.bytes, start, this.end)
  }
}
