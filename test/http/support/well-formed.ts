// Messages that RFC 9112 allows, from the plain to the odd; and where node:http reads one otherwise, how and why.

export type WellFormed = {
  readonly bytes: string
  /** For responses: the method of the request. */
  readonly method?: string
  /** Why node:http refuses it. */
  readonly refusedByNode?: string
  /** Why node:http reads it, and reads it otherwise. With neither of the two, both have to read the same. */
  readonly otherwiseByNode?: string
}

const host = 'Host: a\r\n'
const get = `GET / HTTP/1.1\r\n${host}\r\n`
const post = (fields: string, body: string): string => `POST /p HTTP/1.1\r\n${host}${fields}\r\n\r\n${body}`
const chunked = (body: string): string => post('Transfer-Encoding: chunked', body)

export const wellFormedRequests: Readonly<Record<string, WellFormed>> = {
  'a plain GET': { bytes: get },
  'three requests at once': { bytes: get + post('Content-Length: 2', 'hi') + get },
  'one empty line before it': { bytes: `\r\n${get}` },
  'an empty line between two': { bytes: `${post('Content-Length: 2', 'hi')}\r\n${get}` },
  'HTTP/1.0 without Host': { bytes: 'GET / HTTP/1.0\r\n\r\n' },
  'HTTP/1.0 that is kept alive': {
    bytes: `GET /1 HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /2 HTTP/1.0\r\n\r\n`,
  },
  'a query': { bytes: `GET /a?b=c&d=%20+? HTTP/1.1\r\n${host}\r\n` },
  'a lone % in the query': { bytes: `GET /a?100% HTTP/1.1\r\n${host}\r\n` },
  'marks in the path': { bytes: `GET /-._~!$&'()*+,;=:@/%41 HTTP/1.1\r\n${host}\r\n` },
  'an absolute target': { bytes: `GET http://a/b?c HTTP/1.1\r\n${host}\r\n` },
  'an absolute target with another host': {
    bytes: `GET http://b:8080/c HTTP/1.1\r\n${host}\r\n`,
    otherwiseByNode:
      'RFC 9112 §3.2.2: Host is replaced by the authority of the target; node:http leaves that to who reads it',
  },
  'OPTIONS *': { bytes: `OPTIONS * HTTP/1.1\r\n${host}\r\n` },
  CONNECT: { bytes: 'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n' },
  'an upgrade that is asked for': {
    bytes: `GET / HTTP/1.1\r\n${host}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  },
  HEAD: { bytes: `HEAD / HTTP/1.1\r\n${host}\r\n` },
  'a method that few know': { bytes: `PROPFIND / HTTP/1.1\r\n${host}Depth: 1\r\n\r\n` },
  'a method that nobody knows': {
    bytes: `SHOUT / HTTP/1.1\r\n${host}\r\n`,
    refusedByNode: 'RFC 9110 §9.1: a method is any token; node:http has a list of those that it reads',
  },
  'a method in lower case': {
    bytes: `get / HTTP/1.1\r\n${host}\r\n`,
    refusedByNode: 'RFC 9110 §9.1: methods are case-sensitive, and this is one; node:http has it not on its list',
  },
  'HTTP/1.9': {
    bytes: `GET / HTTP/1.9\r\n${host}\r\n`,
    refusedByNode:
      'RFC 9110 §2.5: a higher minor version is read by the rules of the highest known; node:http knows a few',
  },
  'Host with a port': { bytes: 'GET / HTTP/1.1\r\nHost: a.example:8080\r\n\r\n' },
  'Host with an IPv6 address': { bytes: 'GET / HTTP/1.1\r\nHost: [::1]:8080\r\n\r\n' },
  'names in any case': { bytes: `GET / HTTP/1.1\r\nhOST: a\r\nX-a: b\r\nx-A: c\r\n\r\n` },
  'blanks around values': { bytes: `GET / HTTP/1.1\r\nHost:a\r\nA: \t b \t\r\nB:\t c\td\r\n\r\n` },
  'empty values': { bytes: `GET / HTTP/1.1\r\n${host}A:\r\nB: \r\nC: \t\r\n\r\n` },
  'every character of a token': { bytes: `GET / HTTP/1.1\r\n${host}!#$%&'*+-.^_\`|~09azAZ: b\r\n\r\n` },
  'bytes beyond ASCII in a value': { bytes: `GET / HTTP/1.1\r\n${host}A: caf\xc3\xa9 \xff\r\n\r\n` },
  'a colon in a value': { bytes: `GET / HTTP/1.1\r\n${host}A:: b: c\r\n\r\n` },
  'ninety field lines': {
    bytes: `GET / HTTP/1.1\r\n${host}${Array.from({ length: 90 }, (_, index) => `A${index}: ${index}\r\n`).join('')}\r\n`,
  },
  'a value of four thousand bytes': { bytes: `GET / HTTP/1.1\r\n${host}A: ${'b'.repeat(4000)}\r\n\r\n` },
  'a body of no bytes': { bytes: post('Content-Length: 0', '') },
  'a length with zeros before it': { bytes: post('Content-Length: 0005', 'hello') },
  'a body that looks like a request': { bytes: post(`Content-Length: ${get.length}`, get) },
  'a body of every byte': {
    bytes: post('Content-Length: 256', String.fromCharCode(...Array.from({ length: 256 }, (_, octet) => octet))),
  },
  'GET with a body': { bytes: `GET / HTTP/1.1\r\n${host}Content-Length: 2\r\n\r\nhi${get}` },
  'a chunk': { bytes: chunked('5\r\nhello\r\n0\r\n\r\n') },
  'chunks, and a request after them': { bytes: chunked(`5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n`) + get },
  'no chunk but the last': { bytes: chunked('0\r\n\r\n') },
  'sizes in both cases and with zeros': {
    bytes: chunked(`0a\r\n${'b'.repeat(10)}\r\n00000B\r\n${'c'.repeat(11)}\r\n000\r\n\r\n`),
  },
  'chunk extensions': { bytes: chunked('5;a\r\nhello\r\n1;a=b;c="d e"\r\n!\r\n0;end\r\n\r\n') },
  'a quoted extension with an escape': {
    bytes: chunked('5;a="b\\"c"\r\nhello\r\n0\r\n\r\n'),
  },
  'blanks in a chunk extension': {
    bytes: chunked('5 ; a = b\r\nhello\r\n0\r\n\r\n'),
    refusedByNode: 'RFC 9112 §7.1.1: BWS is to be read there, though never sent; node:http refuses it',
  },
  trailers: { bytes: chunked('5\r\nhello\r\n0\r\nA: b\r\nX-Sum: 1\r\n\r\n') },
  'chunked in another case': { bytes: post('Transfer-Encoding: Chunked', '2\r\nhi\r\n0\r\n\r\n') },
  'an empty element before chunked': {
    bytes: post('Transfer-Encoding: , chunked', '2\r\nhi\r\n0\r\n\r\n'),
  },
  'Connection: close among others': {
    bytes: `GET / HTTP/1.1\r\n${host}Connection: a, Close\r\n\r\n`,
  },
  'Expect: 100-continue': { bytes: post('Expect: 100-continue\r\nContent-Length: 2', 'hi') },
}

const ok = 'HTTP/1.1 200 OK\r\n'

export const wellFormedResponses: Readonly<Record<string, WellFormed>> = {
  'a length': { bytes: `${ok}Content-Length: 5\r\n\r\nhello` },
  'a length of none': { bytes: `${ok}Content-Length: 0\r\n\r\n` },
  'no framing: until the end': { bytes: `${ok}\r\nhello` },
  'no framing and no body': { bytes: `${ok}\r\n` },
  chunks: { bytes: `${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n` },
  'chunks with trailers': { bytes: `${ok}Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nA: b\r\n\r\n` },
  'no reason': { bytes: 'HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n' },
  'a reason of several words': { bytes: "HTTP/1.1 418 I'm a teapot\r\nContent-Length: 0\r\n\r\n" },
  'a reason beyond ASCII': { bytes: 'HTTP/1.1 404 Nicht gefunden: \xfc\r\nContent-Length: 0\r\n\r\n' },
  'HTTP/1.0 until the end': { bytes: 'HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nhello' },
  'HTTP/1.0 with a length': { bytes: 'HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello' },
  'HEAD with a length': { method: 'HEAD', bytes: `${ok}Content-Length: 5\r\n\r\n` },
  'HEAD with chunked': { method: 'HEAD', bytes: `${ok}Transfer-Encoding: chunked\r\n\r\n` },
  '204': { bytes: 'HTTP/1.1 204 No Content\r\n\r\n' },
  '304 with a length': { bytes: 'HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\nETag: "a"\r\n\r\n' },
  'an interim response before it': {
    bytes: `HTTP/1.1 100 Continue\r\n\r\n${ok}Content-Length: 2\r\n\r\nhi`,
  },
  'two hints before it': {
    bytes: `HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n${ok}Content-Length: 2\r\n\r\nhi`,
  },
  'a switch of protocols': {
    bytes: 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: a\r\n\r\n',
  },
  'CONNECT that succeeds': { method: 'CONNECT', bytes: `${ok}\r\n` },
  'repeated names': { bytes: `${ok}Set-Cookie: a=b\r\nSet-Cookie: c=d\r\nContent-Length: 0\r\n\r\n` },
  'blanks around values': { bytes: `${ok}A:\tb \r\nB:\r\nContent-Length:  2 \r\n\r\nhi` },
  'bytes beyond ASCII in a value': { bytes: `${ok}A: caf\xe9\r\nContent-Length: 0\r\n\r\n` },
  'a status that nobody knows': { bytes: 'HTTP/1.1 299 Odd\r\nContent-Length: 2\r\n\r\nhi' },
  'chunk extensions': { bytes: `${ok}Transfer-Encoding: chunked\r\n\r\n5;a=b\r\nhello\r\n0\r\n\r\n` },
}
