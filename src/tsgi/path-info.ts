// A path of the wire as PATH_INFO: percent-decoded to bytes, one character a byte (PEP 3333, "Unicode Issues").

/** Escapes become the byte they stand for; what is no escape stays. Slashes and dots are left alone. */
export function pathInfoFrom(path: string): string {
  if (!path.includes('%')) return path
  return path.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
}
