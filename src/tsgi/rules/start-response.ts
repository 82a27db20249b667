// The rules of startResponse: its arguments, when it is called, how often; and of write, which it gives.

import { applicationRule, asWarning, serverRule, source, type Rules } from './rule.ts'

export const startResponseRules = {
  'start-function': serverRule(
    source.start,
    '`startResponse` is a function, and gives a function `write`.',
    'validate',
  ),
  'start-arguments': applicationRule(
    source.start,
    '`startResponse` takes a status, an array of headers and, at times, an Error. It takes nothing else.',
    'respond',
    'validate',
  ),
  'start-status': applicationRule(
    source.start,
    "A status is three digits from 200 to 599, a space, and a reason without control characters, which may be empty: `'200 OK'`. Interim responses are the server's.",
    'respond',
    'validate',
  ),
  'start-headers': applicationRule(
    source.start,
    'Headers are an array of `[name, value]` pairs of strings; order and repeats are kept. The server takes a copy.',
    'respond',
    'validate',
  ),
  'start-header-name': applicationRule('RFC 9110 §5.1', 'A header name is a token.', 'respond', 'validate'),
  'start-header-value': applicationRule(
    'RFC 9110 §5.5',
    'A header value has no control character but the tab.',
    'respond',
    'validate',
  ),
  'start-latin1': applicationRule(
    source.unicode,
    'Status and headers have no character beyond U+00FF: they are sent one byte a character.',
    'respond',
    'validate',
  ),
  'start-hop-by-hop': applicationRule(
    source.features,
    'Headers about the connection belong to the server: Connection, Keep-Alive, Proxy-Authenticate, Proxy-Authorization, Proxy-Connection, TE, Trailer, Transfer-Encoding, Upgrade.',
    'respond',
    'validate',
  ),
  'start-content-length': applicationRule(
    'RFC 9110 §8.6',
    'Content-Length, where there is one, is digits, and is there once.',
    'respond',
    'validate',
  ),
  'start-status-header': applicationRule(
    source.tsgi,
    'No header is named Status: that is a habit of CGI, and clients would see it.',
    'validate',
  ),
  'start-content-type': asWarning(
    applicationRule(
      'RFC 9110 §8.3',
      'A response with a body says its Content-Type; a 204 or 304 has none.',
      'validate',
    ),
  ),
  'start-missing': applicationRule(
    source.start,
    '`startResponse` is called before the first chunk that is not empty, and before the body ends. The first step of the body is early enough.',
    'respond',
    'validate',
  ),
  'start-twice': applicationRule(
    source.start,
    'A second call needs an error as its third argument, also when the first one threw.',
    'respond',
    'validate',
  ),
  'start-held': serverRule(
    source.start,
    'Nothing is sent until the first chunk that is not empty, the first `write`, or the end of the body.',
    'wire',
  ),
  'start-replaced': serverRule(
    source.start,
    'With an error, and nothing sent yet, a second call replaces status and headers, all of them.',
    'wire',
  ),
  'start-rethrown': serverRule(
    source.start,
    'With an error, and the headers gone, the call throws that very error, and the response is aborted so that the client can see it: no clean end.',
    'validate',
    'wire',
  ),
  'start-error-kept': applicationRule(
    source.start,
    'An error that `startResponse` throws because the headers are gone is let through: nothing more comes from the application.',
    'validate',
    'wire',
  ),
  'start-after-end': applicationRule(
    source.start,
    '`startResponse` is not called after the response has ended.',
    'respond',
    'validate',
  ),
} as const satisfies Rules

export const writeRules = {
  'write-after-body': applicationRule(
    source.write,
    '`write` is called before the application gives back its body, never from within it: what is written comes before what is given back.',
    'respond',
    'validate',
  ),
  'write-after-end': applicationRule(
    source.write,
    '`write` is not called after the response has ended.',
    'respond',
    'validate',
  ),
  'write-promise': serverRule(
    source.write,
    '`write` gives a promise that is fulfilled when more may be written. The order is kept without waiting for it.',
    'validate',
    'wire',
  ),
} as const satisfies Rules
