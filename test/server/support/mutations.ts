// Requests, good and forbidden, and random changes of their bytes.

import { wellFormedRequests } from '../../http/support/well-formed.ts'
import { forbidden } from './forbidden.ts'
import type { Random } from './random.ts'

/** Long ones are long because of a limit; here only the grammar is of interest. */
const longest = 1500

const good = Object.values(wellFormedRequests)
  .map(({ bytes }) => bytes)
  .filter(text => text.length < longest)
const bad = Object.values(forbidden)
  .flatMap(family => Object.values(family))
  .filter(text => text.length < longest)

const octets = ['\r', '\n', ' ', '\t', '\0', ':', ',', ';', '"', '%', '#', '\x80', '\xff', '0', '5', 'f']
const fields = [
  'Content-Length: 5',
  'Transfer-Encoding: chunked',
  'Host: b',
  'Connection: close',
  'Expect: 100-continue',
]
const parts = ['0\r\n\r\n', '5\r\nhello\r\n', ' HTTP/1.0\r\n', 'HEAD ', 'GET / HTTP/1.1\r\n', '\r\n', '\r\n\r\n']
const morsels = [...octets, ...fields.map(field => `${field}\r\n`), ...parts]

type Mutation = (text: string, random: Random) => string

const mutations: readonly Mutation[] = [
  // Another byte.
  (text, random) => replaced(text, random.below(text.length), 1, String.fromCharCode(random.below(256))),
  // A bit flipped: what is nearly right is read by most paths.
  (text, random) => {
    const at = random.below(text.length)
    return replaced(text, at, 1, String.fromCharCode(text.charCodeAt(at) ^ (1 << random.below(8))))
  },
  (text, random) => replaced(text, random.below(text.length + 1), 0, random.pick(morsels)),
  (text, random) => replaced(text, random.below(text.length), 1 + random.below(8), ''),
  (text, random) => {
    const at = random.below(text.length)
    return replaced(text, at, 0, text.slice(at, at + 1 + random.below(40)))
  },
  (text, random) => {
    const other = random.pick(random.isOneIn(2) ? good : bad)
    const at = random.below(other.length)
    return replaced(text, random.below(text.length), random.below(20), other.slice(at, at + 1 + random.below(60)))
  },
  (text, random) => text.slice(0, random.below(text.length)),
]

const replaced = (text: string, at: number, count: number, by: string): string =>
  text.slice(0, at) + by + text.slice(at + count)

/** Some requests one after another, most of them good, with some changes; one character for each byte. */
export function mutated(random: Random): string {
  const count = 1 + random.below(4)
  let text = Array.from({ length: count }, () => random.pick(random.isOneIn(4) ? bad : good)).join('')
  for (let changes = random.below(4); changes > 0 && text !== ''; changes--) text = random.pick(mutations)(text, random)
  return text
}
