// Pages for the body of a request: what an application gets to read of it, and what becomes of the rest. Data only.

import { answered, asked, closed } from './example.ts'
import type { PageText } from './page.ts'

const connected = '* connected to 127.0.0.1:8888'
const silence = '* no byte came back within 1000 ms'

const posted = ['> POST /echo HTTP/1.1', '> Host: localhost', '> Content-Length: 5', '>', '> hello\\'] as const
const counted = (text: string): readonly string[] => [
  '< HTTP/1.1 200 OK',
  `< Content-Length: ${text.length}`,
  '<',
  `< ${text}\\`,
]

export const inputPages = {
  'input-not-body': {
    title: 'The input is more than the body of the request',
    meaning: [
      'tsgi.input is the body of one request: it begins after the blank line, and ends where Content-Length says.',
      'This code is given when the answer shows that the application could read the head of its request, or of the next one on the connection.',
      'Servers that keep one text for everything hand all of it over. An application that reads a form then finds a field named `POST /echo HTTP/1.1`.',
    ],
    bytes: {
      wrong: [...posted, ...answered('POST /echo HTTP/1.1', 'Host: localhost', 'Content-Length: 5', '', 'hello\\')],
      right: [...posted, ...answered('hello\\')],
    },
    reference: 'PEP 3333, Input and Error Streams',
    find: {
      command: 'tsgi-learn trace 5',
      place: 'Look at what the input is made of: all that was received, or what stands after the blank line?',
    },
    fix: [
      {
        wrong: ['const input = inputOf(received)'],
        right: ['const body = received.subarray(headEnd, headEnd + length)', 'const input = inputOf(body)'],
      },
    ],
  },
  'chunks-not-decoded': {
    title: 'The application reads chunks as they stand on the wire',
    meaning: [
      'A request may come in chunks as well: its length is not known when it begins. Each chunk has a line with its size before it and a line end behind it.',
      'These belong to the connection, not to the body. This code is given when the answer shows that the application has read them.',
    ],
    bytes: {
      wrong: [
        '> POST /echo HTTP/1.1',
        '> Host: localhost',
        '> Transfer-Encoding: chunked',
        '>',
        '> 5',
        '> hello',
        '> 0',
        '>',
        ...answered('5', 'hello', '0', ''),
      ],
      right: [
        '> POST /echo HTTP/1.1',
        '> Host: localhost',
        '> Transfer-Encoding: chunked',
        '>',
        '> 5',
        '> hello',
        '> 0',
        '>',
        ...answered('hello\\'),
      ],
    },
    reference: 'RFC 9112 §7.1; PEP 3333, Other HTTP Features',
    find: {
      command: 'tsgi-learn trace 5',
      place:
        'Find where Transfer-Encoding is looked at. What turns chunks into bytes, and is it between the socket and the input?',
    },
    fix: [
      {
        wrong: ['yield rest   // whatever came'],
        right: ['const size = parseInt(line, 16)', 'yield rest.subarray(0, size)'],
      },
    ],
  },
  'input-cut': {
    title: 'The application gets a part of the body only',
    meaning: [
      'The body of a request may come with its head, or later, or a piece at a time. The input must give all of it, and wait where it has to.',
      'This code is given when the answer shows that the application got the beginning of the body, or nothing, though all of it was sent.',
      'One read of 1024 bytes is such a cut, and so is a body that is taken from the buffer when the blank line comes.',
    ],
    bytes: {
      wrong: [...posted, ...answered('he\\')],
      right: [...posted, ...answered('hello\\')],
    },
    reference: 'RFC 9112 §6.3; PEP 3333, Input and Error Streams',
    find: {
      command: 'tsgi-learn trace 5',
      place: 'Compare Content-Length with what the input had when it ended. What decides that it ends?',
    },
    fix: [
      {
        wrong: ['const body = received.subarray(headEnd)'],
        right: [
          'while (received.length < headEnd + length) await more()',
          'const body = received.subarray(headEnd, headEnd + length)',
        ],
      },
    ],
  },
  'body-left-unread': {
    title: 'What was left of a body is taken for a request',
    meaning: [
      'An application need not read its input. The rest of it still stands on the connection, before the next request.',
      'So the server reads on to the end of the body and drops it, or closes the connection.',
      'This code is given when the next request, a right one, is refused, or gets the end of the body before its method.',
    ],
    bytes: {
      wrong: [connected, ...posted, ...counted('a'), ...asked('/b'), '< HTTP/1.1 400 Bad Request', '<', closed],
      right: [connected, ...posted, ...counted('a'), ...asked('/b'), ...counted('b')],
    },
    reference: 'RFC 9112 §9.3; PEP 3333, Input and Error Streams',
    find: {
      command: 'tsgi-learn trace 5',
      place: 'When a response is done, where in the buffer does your file look for the next request?',
    },
    fix: [
      {
        wrong: ['received = received.subarray(headEnd)'],
        right: ['received = received.subarray(headEnd + length)'],
      },
    ],
  },
  'continue-missing': {
    title: 'The client waits for 100 Continue',
    meaning: [
      'A client with much to send may ask first: `Expect: 100-continue`. It sends the head, and the body only when the server says 100, or after a second or so.',
      'The server says it at the first read of the input. If the application never reads, it never asks for the body.',
      'This code is given when 100 was due and nothing came, or the final response came in its place.',
    ],
    bytes: {
      wrong: [
        connected,
        '> POST / HTTP/1.1',
        '> Host: localhost',
        '> Expect: 100-continue',
        '> Content-Length: 5',
        '>',
        silence,
      ],
      right: [
        connected,
        '> POST / HTTP/1.1',
        '> Host: localhost',
        '> Expect: 100-continue',
        '> Content-Length: 5',
        '>',
        '< HTTP/1.1 100 Continue',
        '<',
        '> hello\\',
        ...counted('hello'),
      ],
    },
    reference: 'RFC 9110 §10.1.1; PEP 3333, HTTP 1.1 Expect/Continue',
    find: {
      command: 'tsgi-learn trace 5',
      place: 'Look at the first line of your `read`: what does it do before it waits for bytes?',
    },
    fix: [
      {
        wrong: ['async read(size) {', '  await more()'],
        right: [
          'async read(size) {',
          "  if (mustAsk) socket.write('HTTP/1.1 100 Continue\\r\\n\\r\\n')",
          '  mustAsk = false',
          '  await more()',
        ],
      },
    ],
  },
} as const satisfies Readonly<Record<string, PageText>>
