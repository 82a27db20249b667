// Pages for requests that must be refused, for what a message lacks, and for connections that carry more than one. Data only.

import { closed } from './example.ts'
import type { PageText } from './page.ts'

const connected = '* connected to 127.0.0.1:8888'

const asked = (target = '/', method = 'GET'): readonly string[] => [
  `> ${method} ${target} HTTP/1.1`,
  '> Host: localhost',
  '>',
]
const ok = '< HTTP/1.1 200 OK'
const counted = (text: string): readonly string[] => [ok, `< Content-Length: ${text.length}`, '<', `< ${text}\\`]
const chunks = [ok, '< Transfer-Encoding: chunked', '<'] as const
const silence = '* no byte came back within 1000 ms'

export const exchangePages = {
  'not-refused': {
    title: 'A request is served that should be refused',
    meaning: [
      'A server that guesses what a malformed request may mean guesses otherwise than the proxy in front of it, and between the two a request can be hidden.',
      'This code is given when a check asks for 400, 414, 417, 431, 501 or 505, and the request is answered as if it were right.',
      'The mark stands under the bytes of the request that are wrong.',
    ],
    bytes: {
      wrong: ['> GET /a b HTTP/1.1', '> Host: localhost', '>', ok, '<', closed],
      right: ['> GET /a b HTTP/1.1', '> Host: localhost', '>', '< HTTP/1.1 400 Bad Request', '<', closed],
    },
    reference: 'RFC 9112 §3 and §5; RFC 9110 §15.5 and §15.6',
    find: {
      command: 'tsgi-learn trace 2',
      place: 'Follow the marked bytes through your file. Which line should have seen that they are wrong?',
    },
    fix: [
      {
        wrong: ["const [method, target, version] = line.split(' ')"],
        right: [
          'const found = /^(\\S+) (\\S+) HTTP\\/(\\d)\\.(\\d)$/.exec(line)',
          'if (found === null) return refuse(socket, 400)',
        ],
      },
    ],
  },
  'host-not-checked': {
    title: 'The Host header is not looked at',
    meaning: [
      'One address may have many names, and Host says which of them is meant. A request of HTTP/1.1 must have it, and only once.',
      'With none, or with two that differ, two servers on the way may each think of another site.',
      'This code is given when the check asks for 400, the request is right but for its Host, and it is served.',
    ],
    bytes: {
      wrong: ['> GET / HTTP/1.1', '>', ok, '<', closed],
      right: ['> GET / HTTP/1.1', '>', '< HTTP/1.1 400 Bad Request', '<', closed],
    },
    reference: 'RFC 9112 §3.2',
    find: {
      command: 'tsgi-learn trace 3',
      place: 'Search your file for `host`. Is it counted while the headers are still a list?',
    },
    fix: [
      {
        wrong: ['const environ = environFrom(fields)'],
        right: [
          "const hosts = fields.filter(([name]) => name.toLowerCase() === 'host')",
          "if (version === 'HTTP/1.1' && hosts.length !== 1) return refuse(socket, 400)",
          'const environ = environFrom(fields)',
        ],
      },
    ],
  },
  'repeats-lost': {
    title: 'A header that comes several times came once',
    meaning: [
      'Two cookies are two Set-Cookie headers: they cannot be put into one, since a comma may be part of a cookie.',
      'The application gives headers as a list of pairs for this reason. This code is given when several of one name were due, and fewer came.',
      'An object, a Map or a dictionary has room for one value under each name.',
    ],
    bytes: {
      wrong: [...asked(), ok, '< Set-Cookie: b=2', '<', closed],
      right: [...asked(), ok, '< Set-Cookie: a=1', '< Set-Cookie: b=2', '<', closed],
    },
    reference: 'RFC 9110 §5.3; RFC 6265 §3; PEP 3333, The start_response() Callable',
    find: {
      command: 'tsgi-learn trace 4',
      place: 'Search your file for `Object.fromEntries`, `new Map` and `headers[name] =`.',
    },
    fix: [
      {
        wrong: ['for (const [name, value] of headers) head[name] = value'],
        right: ['for (const [name, value] of headers) lines.push(`${name}: ${value}`)'],
      },
    ],
  },
  'constant-date': {
    title: 'Date is not the time of the response',
    meaning: [
      'Date says when a response was made. Caches compute its age from it: a response from years ago is never fresh.',
      'This code is given when Date is a date, and not within ten minutes of the clock of this machine.',
      'Most often it was typed into the program as a text.',
    ],
    bytes: {
      wrong: [...asked(), ok, '< Date: Mon, 05 Nov 1990 08:49:37 GMT', '<', closed],
      right: [...asked(), ok, '< Date: Sun, 06 Nov 1994 08:49:37 GMT', '<', closed],
    },
    reference: 'RFC 9110 §6.6.1; RFC 9111 §4.2.3',
    find: {
      command: 'tsgi-learn trace 4',
      place: 'Search your file for `Date`: is it a text, or made where the response is?',
    },
    fix: [
      {
        wrong: ["['Date', 'Mon, 05 Nov 1990 08:49:37 GMT']"],
        right: ["['Date', new Date().toUTCString()]"],
      },
    ],
  },
  'length-missing': {
    title: 'Nothing says how long the body is',
    meaning: [
      'A client knows the end of a body by its Content-Length, by its last chunk, or by the end of the connection. There is no fourth way.',
      'This code is given when a response has neither of the first two and the connection stays open, so that the client waits for ever.',
      'It is also given when the check asks for Content-Length, and neither a length nor chunks are there.',
    ],
    bytes: {
      wrong: [connected, ...asked(), ok, '<', '< hello\\', '* the connection was still open after 500 ms'],
      right: [connected, ...asked(), ...counted('hello')],
    },
    reference: 'RFC 9112 §6.3',
    find: {
      command: 'tsgi-learn trace 5',
      place: 'Look at where the head is written: what does it say of the body, and what is known of it by then?',
    },
    fix: [
      {
        wrong: ['socket.write(`${status}\\r\\n\\r\\n`)'],
        right: ['socket.write(`${status}\\r\\nContent-Length: ${body.length}\\r\\n\\r\\n`)'],
      },
    ],
  },
  'body-not-allowed': {
    title: 'A response has a body that must have none',
    meaning: [
      'The response to HEAD is that to GET without its body. 204 means that there is no content, and 304 that the client has it.',
      'A client stops reading at the blank line there. This code is given when bytes come after it.',
      'They are taken for the beginning of the next response. Even the five bytes of a last chunk, `0\\r\\n\\r\\n`, are too many.',
    ],
    bytes: {
      wrong: [connected, ...asked('/', 'HEAD'), ...counted('hello'), closed],
      right: [connected, ...asked('/', 'HEAD'), ok, '< Content-Length: 5', '<', closed],
    },
    reference: 'RFC 9112 §6.3, rule 1; RFC 9110 §9.3.2, §15.3.5 and §15.4.5',
    find: {
      command: 'tsgi-learn trace 5',
      place: 'Look at where chunks are written: what does that place know of the method and the status?',
    },
    fix: [
      {
        wrong: ['for await (const chunk of body) send(chunk)'],
        right: ['for await (const chunk of body) if (mayHaveBody) send(chunk)'],
      },
    ],
  },
  'ended-by-empty-chunk': {
    title: 'An empty chunk ended the body too soon',
    meaning: [
      'An application may give a chunk without a byte: it has nothing to say yet. On the wire a chunk of size 0 is the last one.',
      'This code is given when the body ended with a chunk of size 0, and further chunks came after it.',
      'The client takes them for the next response.',
    ],
    bytes: {
      wrong: [connected, ...asked(), ...chunks, '< 3', '< one', '< 0', '<', '< 3', '< two', '< 0', '<'],
      right: [connected, ...asked(), ...chunks, '< 3', '< one', '< 3', '< two', '< 0', '<'],
    },
    reference: 'RFC 9112 §7.1; PEP 3333, The start_response() Callable',
    find: {
      command: 'tsgi-learn trace 5 --hex',
      place: 'Look at where the size of a chunk is written: what happens when it is 0?',
    },
    fix: [
      {
        wrong: ['writeChunk(chunk)'],
        right: ['if (chunk.length > 0) writeChunk(chunk)'],
      },
    ],
  },
  'chunked-to-old-client': {
    title: 'A client of HTTP/1.0 gets chunks',
    meaning: [
      'Chunks came with HTTP/1.1. A client of HTTP/1.0 takes their sizes for a part of the page.',
      'This code is given when a request says HTTP/1.0, the check forbids Transfer-Encoding, and the response has it.',
      'For such a client the body has a length, or ends with the connection.',
    ],
    bytes: {
      wrong: ['> GET / HTTP/1.0', '>', ...chunks, '< 5', '< hello', '< 0', '<', closed],
      right: ['> GET / HTTP/1.0', '>', ok, '<', '< hello\\', closed],
    },
    reference: 'RFC 9112 §6.1 and §7',
    find: {
      command: 'tsgi-learn trace 5',
      place: 'Find where Transfer-Encoding is written. Is SERVER_PROTOCOL looked at before?',
    },
    fix: [
      {
        wrong: ['const isChunked = length === undefined'],
        right: ["const isChunked = length === undefined && version === 'HTTP/1.1'"],
      },
    ],
  },
  'not-kept-alive': {
    title: 'The connection is closed where it should be kept',
    meaning: [
      'Opening a connection takes time, so a client of HTTP/1.1 sends its next request over the one that it has. Nobody has to ask for that.',
      'This code is given when the server closes after a whole response, and neither side has said `Connection: close`, or when it said `keep-alive` and closed all the same.',
      'A server that has to close says so in the response: then the client knows that nothing more will be read.',
    ],
    bytes: {
      wrong: [connected, ...asked('/a'), ...counted('a'), closed],
      right: [connected, ...asked('/a'), ...counted('a'), ...asked('/b'), ...counted('b')],
    },
    reference: 'RFC 9112 §9.3',
    find: {
      command: 'tsgi-learn trace 5',
      place: 'Search your file for `end(` and `destroy(`. Which of them is reached after a response that went well?',
    },
    fix: [
      {
        wrong: ['socket.end(body)'],
        right: ['socket.write(body)', 'if (mustClose) socket.end()'],
      },
    ],
  },
  'pipelined-lost': {
    title: 'A request that was sent ahead gets no answer',
    meaning: [
      'A client need not wait for one answer before it sends the next request. Then one read brings the end of a request and the beginning of another.',
      'This code is given when such a request had come whole before the first answer began, and gets none.',
      'Its bytes are in the buffer. Nothing looks there any more, since no `data` event comes.',
    ],
    bytes: {
      wrong: [connected, ...asked('/a'), ...asked('/b'), ...counted('a'), silence],
      right: [connected, ...asked('/a'), ...asked('/b'), ...counted('a'), ...counted('b')],
    },
    reference: 'RFC 9112 §9.3.2',
    find: {
      command: 'tsgi-learn trace 5',
      place:
        'Look at what happens to the bytes behind the first request: are they kept, and who looks at them when the response is done?',
    },
    fix: [
      {
        wrong: ['received = Buffer.alloc(0)'],
        right: ['received = received.subarray(end)', 'serveNext()   // it may be here already'],
      },
    ],
  },
} as const satisfies Readonly<Record<string, PageText>>
