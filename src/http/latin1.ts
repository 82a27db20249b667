// Bytes as text, one character a byte, and back. The head of a message is read this way because its octets need no encoding.
// The one file of this layer that uses Node's Buffer, and only where there is one: it makes text of bytes many times as fast.

type CutText = (this: Uint8Array, start: number, end: number) => string

const buffer = (globalThis as { readonly Buffer?: { readonly prototype: { readonly latin1Slice?: CutText } } }).Buffer
const latin1Slice = buffer?.prototype.latin1Slice

/** The bytes from `start` to `end` as text of code units 0 to 255. */
export const latin1From: (bytes: Uint8Array, start?: number, end?: number) => string =
  latin1Slice === undefined
    ? latin1WithoutBuffer
    : (bytes, start = 0, end = bytes.length) => (start < end ? latin1Slice.call(bytes, start, end) : '')

/** `latin1From` where there is no Buffer: in a browser, or in a bare context. */
export function latin1WithoutBuffer(bytes: Uint8Array, start = 0, end = bytes.length): string {
  let text = ''
  // fromCharCode takes its characters as arguments; a slice at a time keeps clear of the engine's limit on those.
  for (let at = start; at < end; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 4096)))
  return text
}

/** The bytes of text whose code units are all below 256; higher ones lose their upper half. */
export function bytesFromLatin1(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}
