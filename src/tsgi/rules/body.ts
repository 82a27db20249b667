// The rules of the body: its chunks, their number of bytes, its end.

import { applicationRule, asWarning, serverRule, source, type Rules } from './rule.ts'

export const bodyRules = {
  'chunk-bytes': applicationRule(
    source.details,
    'A chunk is a Uint8Array. A Buffer is one; an ArrayBuffer, a DataView and an array of numbers are not.',
    'respond',
    'validate',
  ),
  'chunk-text': applicationRule(
    source.unicode,
    'A chunk is never a text: encode it, `new TextEncoder().encode(text)`.',
    'respond',
    'validate',
  ),
  'chunk-empty': serverRule(source.start, 'An empty chunk sends nothing, and no headers either.', 'wire'),
  'chunk-at-once': serverRule(
    source.streaming,
    'A chunk is handed to the connection before the next one is asked for, and the server waits until the connection can take more. It never reads ahead and never asks twice at a time.',
    'validate',
    'wire',
  ),
  'length-exceeded': applicationRule(
    source.length,
    'No more bytes come than Content-Length says. The server sends what was promised and stops.',
    'respond',
    'validate',
  ),
  'length-short': applicationRule(
    source.length,
    'No fewer bytes come than Content-Length says. The server aborts the response.',
    'respond',
    'validate',
  ),
  'body-unwanted': applicationRule('RFC 9110 §6.4.1', 'A 204 or a 304 has no body.', 'validate'),
  'body-for-head': asWarning(
    applicationRule(
      'RFC 9110 §9.3.2',
      'HEAD asks for no body. The server sends none; making it is wasted work.',
      'validate',
    ),
  ),
  'body-touched': serverRule(
    source.details,
    'The server iterates over a body, once, looks at the length of an array, calls `close`, and touches nothing else.',
    'validate',
  ),
  'body-after-end': serverRule(
    source.details,
    'The server asks for no chunk after the end of the body or after `close`.',
    'validate',
  ),
  'body-returned': serverRule(
    source.tsgi,
    'An iterator that is stopped before its end gets its `return()`, so that `finally` blocks run.',
    'validate',
    'wire',
  ),
  'body-closed': serverRule(
    source.details,
    'If a body has `close`, the server calls it exactly once, whatever happened: end, error, or the client leaving.',
    'validate',
    'wire',
  ),
} as const satisfies Rules
