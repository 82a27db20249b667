// Generated texts and transcripts for property tests.

import fc from 'fast-check'

const plainText = fc.string({ unit: fc.constantFrom(...'abcXYZ 09:/.-_~é中😀'), maxLength: 12 })
const escape = fc.constantFrom('\\r', '\\n', '\\t', '\\0', '\\\\', '\\{', '\\}', '\\x00', '\\xfF')
const repeat = fc
  .tuple(fc.constantFrom('a', 'a b', ' ', '\\x41'), fc.integer({ min: 1, max: 5 }))
  .map(([text, times]) => `{repeat ${text} ${times}}`)
const placeholder = fc.oneof(
  fc.constantFrom('{any}', '{number}', '{http-date}', '{one of A|B}', '{one of |\\||x y}'),
  repeat,
)
const lineEnd = fc.constantFrom('', '', '\\n', '\\r', '\\r\\n', '\\')

const joined = (...pieces: readonly fc.Arbitrary<string>[]) =>
  fc.array(fc.oneof(...pieces), { maxLength: 5 }).map(parts => parts.join(''))
const sendText = fc
  .tuple(joined(plainText, escape, repeat, fc.constant('{"a":1}')), lineEnd)
  .map(parts => parts.join(''))
const matchText = fc.tuple(joined(plainText, escape, placeholder), lineEnd).map(parts => parts.join(''))
const value = joined(plainText, placeholder)

/** The role alone, or with its space and text. */
const line = (role: string, text: fc.Arbitrary<string>) =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(role) }, { weight: 6, arbitrary: text.map(text => `${role} ${text}`) })

const comment = fc.oneof(
  plainText.map(text => `# ${text}`),
  plainText.map(text => `#${text}`),
  fc.constantFrom('', ' ', '#'),
)
const send = line('>', sendText)
const act = fc.constantFrom(
  '* split',
  '* pause 30 ms',
  '* closed',
  '* open',
  '* stop-reading',
  '* read-on',
  '* waiting 1 ms',
  '* within 200 ms',
  '* closed ',
)
const status = fc
  .constantFrom('HTTP/1.1 200 OK', 'HTTP/1.0 404', 'HTTP/{any} {number}', 'HTTP/1.1 {one of 200|204} {any}')
  .map(text => `< ${text}`)
const field = fc
  .tuple(fc.constantFrom('<', '<+', '<-'), fc.constantFrom('Content-Type', 'x', "!#$%&'*+.^_`|~9"), value)
  .map(([role, name, text]) => `${role} ${name}: ${text}`)
const absentField = fc.constantFrom('<- Server', '<+ Date')
const bodyLines = fc.oneof(
  fc.constant([]),
  fc.array(line('<', matchText), { maxLength: 4 }).map(lines => ['<', ...lines]),
  fc.array(fc.oneof(line('<+', matchText), line('<-', matchText)), { maxLength: 4 }).map(lines => ['<', ...lines]),
)
const noInterim = fc.constantFrom<readonly string[]>(
  [],
  [],
  ['<- HTTP/1.1 100'],
  ['<- HTTP/1.1 {one of 100|103} {any}'],
)
const extent = fc.constantFrom<readonly string[]>([], [], ['* unfinished'], ['# and then', '* cut-off'])
const block = fc
  .tuple(noInterim, status, fc.array(fc.oneof(field, absentField, comment), { maxLength: 4 }), bodyLines, extent)
  .map(([noInterim, status, fields, body, extent]) => [...noInterim, status, ...fields, ...body, ...extent])
const property = fc.constantFrom(
  '#!id: a',
  '#!app: x:y',
  "#!argv: a 'b c'",
  '#!points: 2',
  '#!until: x',
  '#!replay: as-written',
  '#!hidden: true',
)

const exchange = fc
  .tuple(
    fc.constantFrom('* connection B', '* connection A', '# again'),
    fc.array(fc.oneof(send, comment, act), { maxLength: 6 }),
    send,
    fc.option(block),
    fc.array(act, { maxLength: 2 }),
  )
  .map(([connection, sends, last, block, acts]) => [connection, ...sends, last, ...(block ?? []), ...acts])

/** Valid texts, with LF line ends and a last line end. */
export const validText: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(comment, { maxLength: 3 }),
    fc.uniqueArray(property, { maxLength: 3 }),
    fc.array(exchange, { maxLength: 4 }),
  )
  .map(([comments, properties, exchanges]) =>
    [...comments, ...properties, ...exchanges.flat()].map(line => `${line}\n`).join(''),
  )

/** Bytes, biased to what HTTP is made of. */
export const wireBytes: fc.Arbitrary<Uint8Array> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        '\\',
        '{',
        '}',
        '{any}',
        '{repeat a 3}',
        'HTTP/1.1 200 OK',
        ' ',
        '\t',
        'aaaaaaaaaa',
        ': ',
        '\xc3\xa9',
        '\xe9',
        '\xef\xbb\xbf',
        '#!id: x',
      ),
      fc.string({ unit: fc.integer({ min: 0, max: 255 }).map(code => String.fromCharCode(code)), maxLength: 6 }),
    ),
    { maxLength: 12 },
  )
  .map(pieces => Uint8Array.from(pieces.join(''), char => char.charCodeAt(0)))
