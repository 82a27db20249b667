// Bytes as text, one character a byte, and back. The head of a message is read this way because its octets need no encoding.

/** The bytes from `start` to `end` as text of code units 0 to 255. */
export function latin1From(bytes: Uint8Array, start = 0, end = bytes.length): string {
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
