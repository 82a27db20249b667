// Bytes in, bytes out: nothing here knows of a socket.

export type Head = { readonly bytes: Uint8Array; readonly requestLine: string }

/** The header section of a request, blank line included; undefined while it is not complete. */
export function headOf(received: Uint8Array): Head | undefined {
  const buffer = Buffer.from(received)
  const end = buffer.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  return { bytes: buffer.subarray(0, end + 4), requestLine: buffer.toString('latin1', 0, buffer.indexOf('\r\n')) }
}

export function responseTo(head: Head): Uint8Array {
  return Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n'), head.bytes])
}
