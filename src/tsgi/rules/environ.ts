// The rules of environ: its form and each of its keys.

import { asWarning, serverRule, source, type Rules } from './rule.ts'

export const environRules = {
  'environ-plain': serverRule(
    source.environ,
    '`environ` is a plain object: no Map, no Proxy, no instance of a class, no getters, and nothing about it is frozen.',
    'validate',
  ),
  'environ-fresh': serverRule(
    source.environ,
    '`environ` is made anew for each request and belongs to the application, which may change it.',
    'validate',
  ),
  'environ-required': serverRule(
    source.environ,
    'REQUEST_METHOD, SCRIPT_NAME, PATH_INFO, QUERY_STRING, SERVER_NAME, SERVER_PORT, SERVER_PROTOCOL, REQUEST_URI, REMOTE_ADDR, REMOTE_PORT and every `tsgi.` key of this document are always there.',
    'validate',
  ),
  'environ-strings': serverRule(
    source.environ,
    'Every key without a dot has a string. What is not known is absent, rather than `undefined` or `null`.',
    'validate',
  ),
  'environ-latin1': serverRule(
    source.unicode,
    'Each character of such a string stands for one byte: none is beyond U+00FF.',
    'validate',
  ),
  'environ-method': serverRule(
    'RFC 9110 §9.1',
    'REQUEST_METHOD is a token, its case kept. Methods nobody knows reach the application too.',
    'validate',
    'wire',
  ),
  'environ-script-name': serverRule(
    source.environ,
    "SCRIPT_NAME is `''` at the root; elsewhere it starts with a slash. A slash alone it never is.",
    'validate',
  ),
  'environ-path-info': serverRule(
    source.environ,
    "PATH_INFO is `''` or starts with a slash; `*` it is for `OPTIONS *` alone. It is percent-decoded to bytes; repeated slashes and `..` stay.",
    'validate',
    'wire',
  ),
  'environ-query-string': serverRule(
    source.environ,
    "QUERY_STRING is what follows the first `?` of the target, not decoded; `''` when there is none.",
    'validate',
    'wire',
  ),
  'environ-content-keys': serverRule(
    source.environ,
    'The headers Content-Type and Content-Length are CONTENT_TYPE and CONTENT_LENGTH, never HTTP_CONTENT_TYPE and HTTP_CONTENT_LENGTH.',
    'validate',
  ),
  'environ-content-length': serverRule('RFC 9110 §8.6', 'CONTENT_LENGTH is digits and nothing else.', 'validate'),
  'environ-server-name': serverRule(
    source.environ,
    'SERVER_NAME and SERVER_PORT say where the server listens: never empty, never taken from Host, the port in digits.',
    'validate',
    'wire',
  ),
  'environ-protocol': serverRule(
    source.environ,
    'SERVER_PROTOCOL is the version the client sent: `HTTP/1.1`.',
    'validate',
    'wire',
  ),
  'environ-request-uri': serverRule(
    source.tsgi,
    'REQUEST_URI is the request target as it came: only there can `%2F` be told from `/`.',
    'validate',
    'wire',
  ),
  'environ-header-keys': serverRule(
    source.environ,
    'Every other header is under HTTP_ and its name in upper case, `-` as `_`; a key is there exactly when the header is.',
    'validate',
    'wire',
  ),
  'environ-repeated-headers': serverRule(
    'RFC 9110 §5.3',
    'Headers of the same name are joined with `, ` in their order, Cookie with `; `. A repeated Host or Content-Length is a 400 and never gets here.',
    'wire',
  ),
  'environ-underscore': serverRule(
    source.tsgi,
    'A header with `_` in its name is dropped: it could forge another.',
    'wire',
  ),
  'environ-transfer-coding': serverRule(
    source.features,
    'HTTP_TRANSFER_ENCODING is gone once the coding is decoded. A coding the server does not know is a 501.',
    'validate',
    'wire',
  ),
  'environ-no-process': serverRule(
    source.tsgi,
    "Nothing of the server's own process environment is in it; what whoever deploys the server adds is.",
    'wire',
  ),
  'environ-extra-keys': asWarning(
    serverRule(
      source.environ,
      'A key with a dot is lower case, with the name of whoever adds it in front: `name.key`. The name `tsgi` is taken by this document.',
      'validate',
    ),
  ),
  'environ-version': serverRule(source.environ, '`tsgi.version` is `[1, 0]`.', 'validate'),
  'environ-scheme': serverRule(
    source.environ,
    "`tsgi.url_scheme` is `'http'` or `'https'`, by the connection and not by any header.",
    'validate',
    'wire',
  ),
  'environ-flags': serverRule(
    source.environ,
    '`tsgi.multithread`, `tsgi.multiprocess` and `tsgi.run_once` are booleans and true to how the server runs; `tsgi.nonblocking` and `tsgi.input_terminated` are `true`.',
    'validate',
  ),
  'environ-signal': serverRule(
    source.tsgi,
    '`tsgi.signal` is an AbortSignal that fires when the client leaves before the response is complete, and only then.',
    'validate',
    'wire',
  ),
} as const satisfies Rules
