// What a reader refuses, and why: one row for each rule, by section. The rules of writing are elsewhere.

/** `status` is what a server answers. A refused response has no such answer; a gateway would say 502. */
export type Refusal = { readonly status: number; readonly section: string; readonly why: string }

export const refusals = {
  // Lines (RFC 9112 §2.2)
  'bare-lf': refusal(400, 'RFC 9112 §2.2', 'a line ends in LF without CR'),
  'bare-cr': refusal(400, 'RFC 9112 §2.2', 'a CR is not followed by LF'),
  'blank-lines': refusal(400, 'RFC 9112 §2.2', 'more empty lines than one come before the start line'),
  'leading-space': refusal(400, 'RFC 9112 §2.2', 'whitespace stands between the start line and the first field line'),

  // The request line (RFC 9112 §3)
  'bad-request-line': refusal(
    400,
    'RFC 9112 §3',
    'the request line is not method, target and version with one space between',
  ),
  'bad-method': refusal(400, 'RFC 9112 §3.1', 'the method is no token'),
  'method-too-long': refusal(501, 'RFC 9112 §3', 'the method is longer than any that is known'),
  'target-too-long': refusal(414, 'RFC 9112 §3', 'the request target is longer than the limit'),
  'bad-target-byte': refusal(
    400,
    'RFC 9112 §3.2',
    'the request target has a control byte, a #, or a byte beyond ASCII',
  ),
  'bad-target': refusal(400, 'RFC 9112 §3.2', 'the request target has none of the four forms'),
  'target-form': refusal(400, 'RFC 9112 §3.2', 'the form of the request target does not go with the method'),
  'bad-authority': refusal(
    400,
    'RFC 9110 §4.2',
    'the authority of the request target is no host with an optional port',
  ),
  'bad-escape': refusal(400, 'RFC 3986 §2.1', 'a % in the path is not followed by two hexadecimal digits'),
  'not-http': refusal(400, 'RFC 9112 §2.3', 'the version is not HTTP/ and digit, dot, digit'),
  'bad-version': refusal(505, 'RFC 9110 §15.6.6', 'the major version is not 1'),

  // The status line (RFC 9112 §4)
  'bad-status-line': refusal(
    502,
    'RFC 9112 §4',
    'the status line is not version, code and reason with one space between',
  ),
  'bad-status-code': refusal(502, 'RFC 9110 §15', 'the status code is not three digits from 100 to 599'),
  'status-line-too-long': refusal(502, 'RFC 9112 §4', 'the status line is longer than the limit'),

  // Field lines (RFC 9112 §5)
  'no-colon': refusal(400, 'RFC 9112 §5', 'a field line has no colon'),
  'empty-name': refusal(400, 'RFC 9112 §5', 'a field line has no name before its colon'),
  'bad-name-byte': refusal(400, 'RFC 9110 §5.1', 'a field name is no token'),
  'space-before-colon': refusal(400, 'RFC 9112 §5.1', 'whitespace stands between a field name and its colon'),
  'control-byte': refusal(400, 'RFC 9110 §5.5', 'a line has a control byte'),
  'line-folding': refusal(400, 'RFC 9112 §5.2', 'a field line goes on in the next line'),
  'fields-too-long': refusal(431, 'RFC 6585 §5', 'the field lines together are longer than the limit'),
  'too-many-fields': refusal(431, 'RFC 6585 §5', 'there are more field lines than the limit'),

  // Host (RFC 9112 §3.2) and Expect
  'no-host': refusal(400, 'RFC 9112 §3.2', 'a request of HTTP/1.1 has no Host'),
  'repeated-host': refusal(400, 'RFC 9112 §3.2', 'there is more than one Host'),
  'bad-host': refusal(400, 'RFC 9112 §3.2', 'Host is no host with an optional port'),
  'bad-expectation': refusal(417, 'RFC 9110 §10.1.1', 'Expect asks for something other than 100-continue'),

  // Message framing (RFC 9112 §6)
  'bad-length': refusal(400, 'RFC 9112 §6.3', 'Content-Length is not digits alone'),
  'repeated-length': refusal(400, 'RFC 9112 §6.3', 'there is more than one Content-Length'),
  'length-overflow': refusal(413, 'RFC 9110 §8.6', 'Content-Length is beyond what can be counted'),
  'body-too-long': refusal(413, 'RFC 9110 §15.5.14', 'the body is longer than the limit'),
  'length-and-chunked': refusal(400, 'RFC 9112 §6.1', 'there are both Content-Length and Transfer-Encoding'),
  'coding-in-1.0': refusal(400, 'RFC 9112 §6.1', 'a message of HTTP/1.0 has a Transfer-Encoding'),
  'unknown-coding': refusal(501, 'RFC 9112 §6.1', 'Transfer-Encoding names a coding other than chunked'),
  'bad-coding': refusal(400, 'RFC 9112 §6.3', 'Transfer-Encoding does not end in one plain chunked'),
  'connect-with-body': refusal(400, 'RFC 9110 §9.3.6', 'a CONNECT request has a body'),
  'cut-off': refusal(400, 'RFC 9112 §8', 'the connection ended within the message'),

  // The chunked coding (RFC 9112 §7.1)
  'bad-chunk-size': refusal(400, 'RFC 9112 §7.1', 'a chunk size is not hexadecimal digits alone'),
  'chunk-size-overflow': refusal(413, 'RFC 9112 §7.1', 'a chunk size is beyond what can be counted'),
  'bad-chunk-extension': refusal(400, 'RFC 9112 §7.1.1', 'a chunk extension is not ;name or ;name=value'),
  'chunk-line-too-long': refusal(400, 'RFC 9112 §7.1.1', 'a chunk size line is longer than the limit'),
  'extensions-too-long': refusal(400, 'RFC 9112 §7.1.1', 'the chunk extensions together are longer than the limit'),
  'chunk-line-end': refusal(400, 'RFC 9112 §7.1', 'the data of a chunk is not followed by CR and LF'),
  'forbidden-trailer': refusal(400, 'RFC 9110 §6.5.1', 'a field of framing or routing is among the trailers'),

  // The connection (RFC 9112 §9)
  'unasked-response': refusal(502, 'RFC 9112 §9.2', 'a response came for which there is no request'),
  'too-many-interims': refusal(502, 'RFC 9110 §15.2', 'there are more interim responses than the limit'),
  'held-too-much': refusal(400, 'RFC 9112 §9.3.2', 'more was sent ahead than is kept while a response is made'),
} as const satisfies Record<string, Refusal>

/** The stable id of a rule. */
export type RefusalRule = keyof typeof refusals

function refusal(status: number, section: string, why: string): Refusal {
  return { status, section, why }
}
