// The rules for what a server adds to what an application says, and for what it does with errors.

import { serverRule, source, type Rules } from './rule.ts'

export const serverRules = {
  'server-date': serverRule('RFC 9110 §6.6.1', 'The server adds Date and Server unless they are given.', 'wire'),
  'server-framing': serverRule(
    source.length,
    'Where the size of the body is known before anything is sent, as with an array, the server adds Content-Length. Else the body is chunked for HTTP/1.1, and ends with the connection for HTTP/1.0.',
    'wire',
  ),
  'server-length': serverRule(
    source.length,
    'A Content-Length of the application is kept and enforced: never a byte more; fewer, and the response is aborted.',
    'wire',
  ),
  'server-no-body': serverRule(
    'RFC 9110 §6.4.1',
    'No byte of a body is sent for HEAD, 204 and 304. A HEAD has the headers its GET would have.',
    'wire',
  ),
  'server-keep-alive': serverRule(
    'RFC 9112 §9.3',
    'Connections are kept and closed as RFC 9112 has it: the application has no say in it.',
    'wire',
  ),
  'server-error-page': serverRule(
    source.errors,
    'An application that throws before the headers are sent gives a 500 with a plain body that tells nothing of the error. Error and stack go to `tsgi.errors`, and the server lives on.',
    'wire',
  ),
  'server-abort': serverRule(
    source.errors,
    'An application that throws after the headers are sent gives an aborted response: no last chunk, fewer bytes than announced, or a reset. Never a clean end.',
    'wire',
  ),
} as const satisfies Rules
