// What every server of the benchmark answers, by path: the same bytes, whoever sends them. Knows no server.

const text = 'text/plain; charset=utf-8'

/** `/hello` and so on; `/echo` is not here, for its answer is what it was sent. */
export const answers = {
  '/hello': { type: text, body: Buffer.from('Hello, world!\n') },
  '/10k': { type: text, body: Buffer.alloc(10_240, 'a line of text that goes on for a while\n') },
  '/1m': { type: text, body: Buffer.alloc(1_048_576, 'a line of text that goes on for a while\n') },
}

/** `/stream`: so many pieces, of no length that is said before. */
export const pieces = Array.from({ length: 16 }, (_, index) => Buffer.alloc(1024, String.fromCharCode(97 + index)))

/** What a program that makes its body while it sends it looks like: each piece may have to be waited for. */
export async function* streamed() {
  for (const piece of pieces) yield piece
}

/** What is posted to `/echo`. */
export const posted = Buffer.alloc(10_240, 'field=value&')

export const expectedBody = path =>
  path === '/echo' ? posted : path === '/stream' ? Buffer.concat(pieces) : answers[path].body
