// The text of a JSON file to values that know where they stand, so that a fault can be shown in its line. Knows no fields.
//
// JSON.parse says neither where a value stood nor, on all versions of Node, where the text is broken.

/** A value with the offset of its first char. */
export type JsonNode = { readonly offset: number } & (
  | { readonly type: 'object'; readonly members: readonly JsonMember[] }
  | { readonly type: 'list'; readonly items: readonly JsonNode[] }
  | { readonly type: 'text'; readonly value: string }
  | { readonly type: 'number'; readonly value: number }
  | { readonly type: 'word'; readonly value: boolean | null }
)
export type JsonMember = { readonly key: string; readonly offset: number; readonly value: JsonNode }

/** The text is not JSON: what was expected at `offset`, and what stands there. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault'
  readonly offset: number
  readonly expected: string

  constructor(offset: number, expected: string) {
    super(`expected ${expected} at ${offset}`)
    this.offset = offset
    this.expected = expected
  }
}

/** Throws JsonFault. */
export const parseJson = (text: string): JsonNode => {
  const reader = { text, at: 0 }
  const node = readValue(reader, 0)
  skipSpace(reader)
  if (reader.at < text.length) throw new JsonFault(reader.at, 'the end of the file')
  return node
}

/** Where the parse is; local to one call of parseJson. */
type Reader = { readonly text: string; at: number }

const deepest = 40

const readValue = (reader: Reader, depth: number): JsonNode => {
  skipSpace(reader)
  const offset = reader.at
  if (depth > deepest) throw new JsonFault(offset, `no more than ${deepest} values inside each other`)
  switch (reader.text[offset]) {
    case '{':
      return { type: 'object', offset, members: readMembers(reader, depth) }
    case '[':
      return { type: 'list', offset, items: readItems(reader, depth) }
    case '"':
      return { type: 'text', offset, value: readText(reader) }
    default:
      return readPlain(reader)
  }
}

const skipSpace = (reader: Reader): void => {
  while (/[ \t\r\n]/.test(reader.text.charAt(reader.at))) reader.at += 1
}

const readMembers = (reader: Reader, depth: number): readonly JsonMember[] => {
  const members: JsonMember[] = []
  const seen = new Set<string>()
  readBetween(reader, '}', () => {
    const offset = reader.at
    if (reader.text[offset] !== '"') throw new JsonFault(offset, 'the name of a field in double quotes')
    const key = readText(reader)
    if (seen.has(key)) throw new JsonFault(offset, 'each field once')
    seen.add(key)
    expectChar(reader, ':')
    members.push({ key, offset, value: readValue(reader, depth + 1) })
  })
  return members
}

const readItems = (reader: Reader, depth: number): readonly JsonNode[] => {
  const items: JsonNode[] = []
  readBetween(reader, ']', () => items.push(readValue(reader, depth + 1)))
  return items
}

/** What stands between brackets, with commas between the parts. */
const readBetween = (reader: Reader, close: '}' | ']', readPart: () => void): void => {
  reader.at += 1
  skipSpace(reader)
  if (reader.text[reader.at] === close) {
    reader.at += 1
    return
  }
  for (;;) {
    skipSpace(reader)
    readPart()
    skipSpace(reader)
    const char = reader.text[reader.at]
    if (char !== ',' && char !== close) throw new JsonFault(reader.at, `a comma or ${close}`)
    reader.at += 1
    if (char === close) return
  }
}

const expectChar = (reader: Reader, char: string): void => {
  skipSpace(reader)
  if (reader.text[reader.at] !== char) throw new JsonFault(reader.at, char === ':' ? 'a colon' : char)
  reader.at += 1
}

const stringForm = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy

const readText = (reader: Reader): string => {
  stringForm.lastIndex = reader.at
  const found = stringForm.exec(reader.text)?.[0]
  if (found === undefined) throw new JsonFault(brokenAt(reader), 'a string that ends in its line, with escapes of JSON')
  reader.at += found.length
  return JSON.parse(found) as string
}

const stringStart = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/uy

/** Where a string stops being one. */
const brokenAt = (reader: Reader): number => {
  stringStart.lastIndex = reader.at
  return reader.at + (stringStart.exec(reader.text)?.[0].length ?? 0)
}

const plainForm = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

const readPlain = (reader: Reader): JsonNode => {
  const offset = reader.at
  plainForm.lastIndex = offset
  const found = plainForm.exec(reader.text)?.[0]
  if (found === undefined) throw new JsonFault(offset, 'a value: a string, a number, a list or an object')
  reader.at += found.length
  const value = JSON.parse(found) as number | boolean | null
  return typeof value === 'number' ? { type: 'number', offset, value } : { type: 'word', offset, value }
}
