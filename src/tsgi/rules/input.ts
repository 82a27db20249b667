// The rules of tsgi.input, and of tsgi.errors beside it.

import { applicationRule, asWarning, serverRule, source, type Rules } from './rule.ts'

export const inputRules = {
  'input-shape': serverRule(
    source.streams,
    '`tsgi.input` has `read(size?)`, `readLine(size?)`, `readLines(hint?)` and can be read with `for await`.',
    'validate',
  ),
  'input-promises': serverRule(
    source.streams,
    '`read` and `readLine` give a promise of a Uint8Array, `readLines` one of an array of them. `for await` gives the pieces as they come.',
    'validate',
  ),
  'input-size': serverRule(
    source.streams,
    '`read(n)` gives n bytes unless the end comes first, and all that is left without a size or with a negative one. `readLine` ends after a line feed, after `size` bytes or at the end.',
    'validate',
    'wire',
  ),
  'input-end': serverRule(
    source.streams,
    'At the end, a read gives an empty Uint8Array, and so does every read after it. The input ends by itself, chunked or not, exactly where the body ends.',
    'validate',
    'wire',
  ),
  'input-order': serverRule(source.tsgi, 'Reads that overlap are served in the order of their calls.', 'wire'),
  'input-malformed': serverRule(
    source.tsgi,
    'What came before a malformed or cut-off place can be read. A read that reaches it rejects with an InputError, and so does every read after it. An application that lets the error through answers 400 if nothing was sent yet.',
    'wire',
  ),
  'input-continue': serverRule(
    source.continue,
    'With `Expect: 100-continue`, the first read sends `100 Continue`; to HTTP/1.0 it is never sent.',
    'wire',
  ),
  'input-unread': serverRule(
    source.tsgi,
    'What the application leaves unread is discarded, up to a limit; beyond it, the connection is closed.',
    'wire',
  ),
  'input-arguments': applicationRule(
    source.streams,
    'A size or hint is an integer, or left out; there is no second argument.',
    'respond',
    'validate',
  ),
  'input-overlap': asWarning(
    applicationRule(
      source.tsgi,
      'An application waits for one read before it starts another: what belongs to which is hard to see.',
      'validate',
    ),
  ),
  'input-after-end': applicationRule(
    source.tsgi,
    'The input is not read after the response has ended: such a read rejects.',
    'validate',
    'wire',
  ),
  'input-methods': applicationRule(
    source.streams,
    'An application uses only these methods of the input. Above all, it does not close it.',
    'validate',
  ),
} as const satisfies Rules

export const errorLogRules = {
  'errors-shape': serverRule(
    source.streams,
    "`tsgi.errors` has `write(text)`, `writeLines(lines)` and `flush()`. What is written goes to the server's error log, any character allowed, `\\n` as the line end.",
    'validate',
    'wire',
  ),
  'errors-text': applicationRule(
    source.streams,
    '`write` takes one string and `writeLines` an iterable of strings.',
    'validate',
  ),
  'errors-methods': applicationRule(
    source.streams,
    'An application uses only these methods of the error log, and does not close it.',
    'validate',
  ),
} as const satisfies Rules
