// What the examples on pages are put together from: lines of a transcript.

export const closed = '* the server closed the connection'

/** A request that has no body. */
export const asked = (target: string, ...fields: readonly string[]): readonly string[] => [
  `> GET ${target} HTTP/1.1`,
  '> Host: localhost',
  ...fields.map(field => `> ${field}`),
  '>',
]

/** A response whose body ends with the connection, line by line. */
export const answered = (...body: readonly string[]): readonly string[] => [
  '< HTTP/1.1 200 OK',
  '<',
  ...body.map(line => (line === '' ? '<' : `< ${line}`)),
  closed,
]
