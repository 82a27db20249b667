// Pages for what a well-formed answer says: its length, its chunks, its status, its headers, its body. Data only.

import { closed } from './example.ts'
import type { PageText } from './page.ts'

const asked = ['> GET / HTTP/1.1', '> Host: a', '>'] as const

export const contentPages = {
  'length-short': {
    title: 'Content-Length is smaller than the body',
    meaning: [
      '`Content-Length` says how many bytes the body has. A client reads so many and stops.',
      'This code is given when more bytes came after the blank line than the number says.',
      'The bytes beyond it are lost, or taken for the beginning of the next answer.',
      'When the number is exactly that of the characters, the code is `length-in-characters`.',
    ],
    bytes: {
      wrong: [...asked, '< HTTP/1.1 200 OK', '< Content-Length: 3', '<', '< hello\\', closed],
      right: [...asked, '< HTTP/1.1 200 OK', '< Content-Length: 5', '<', '< hello\\', closed],
    },
    reference: 'RFC 9110 §8.6; RFC 9112 §6.3, rule 6',
    find: {
      command: 'tsgi-learn trace 1 --hex',
      place:
        'Count from the byte after the blank line to the end. Look for bytes that are written after the length was made.',
    },
    fix: [
      {
        wrong: ['const length = head.length', "socket.end(head + 'bye')"],
        right: ["const body = Buffer.from(head + 'bye')", 'const length = body.length'],
      },
    ],
  },
  'length-long': {
    title: 'Content-Length is larger than the body',
    meaning: [
      '`Content-Length` promises a number of bytes. A client waits until they have come.',
      'This code is given when the connection ended, or nothing more came, and the body has fewer bytes than promised.',
      'A browser then shows a broken page, and `curl` says "transfer closed with outstanding read data remaining".',
    ],
    bytes: {
      wrong: [...asked, '< HTTP/1.1 200 OK', '< Content-Length: 7', '<', '< hello\\', closed],
      right: [...asked, '< HTTP/1.1 200 OK', '< Content-Length: 5', '<', '< hello\\', closed],
    },
    reference: 'RFC 9110 §8.6; RFC 9112 §6.3, rule 6',
    find: {
      command: 'tsgi-learn trace 1 --hex',
      place:
        'Is the length that of the whole request, and the body only its head? Is something cut off after counting?',
    },
    fix: [
      {
        wrong: ['`Content-Length: ${received.length}\\r\\n`', 'socket.end(head)'],
        right: ['`Content-Length: ${head.length}\\r\\n`', 'socket.end(head)'],
      },
    ],
  },
  'length-in-characters': {
    title: 'Content-Length counts characters, not bytes',
    meaning: [
      'A character may take more than one byte. In UTF-8 an é takes two, and 你 takes three.',
      '`Content-Length` counts bytes. The `length` of a string counts characters, or nearly so.',
      'This code is given when more bytes came than the number says, and the number is that of the characters of the body.',
      'With ASCII alone both numbers are the same, so the fault shows only when somebody writes an é.',
    ],
    bytes: {
      wrong: [...asked, '< HTTP/1.1 200 OK', '< Content-Length: 4', '<', '< caf\\xc3\\xa9\\', closed],
      right: [...asked, '< HTTP/1.1 200 OK', '< Content-Length: 5', '<', '< caf\\xc3\\xa9\\', closed],
    },
    reference: 'RFC 9110 §8.6; Node.js documentation: Buffer, Buffer.byteLength()',
    find: {
      command: 'tsgi-learn trace 1 --hex',
      place: 'Look at what `length` is taken of: a string, or a Buffer?',
    },
    fix: [
      {
        wrong: ['const length = text.length'],
        right: ['const length = Buffer.byteLength(text)'],
      },
      {
        wrong: ['const length = head.toString().length'],
        right: ['const length = head.length   // of the Buffer'],
      },
    ],
  },
  'bad-chunk': {
    title: 'A chunk is not as long as it says',
    meaning: [
      'With `Transfer-Encoding: chunked` the body comes in chunks. Each is its size in hexadecimal, CRLF, so many bytes, CRLF.',
      'The last one has the size 0, and an empty line after it.',
      'This code is given when a size is not a hexadecimal number, when no CRLF stands where the chunk should end, or when the connection ends before the last chunk.',
      'A size in decimal looks right up to 9, and is wrong from 10 on.',
    ],
    bytes: {
      wrong: [
        ...asked,
        '< HTTP/1.1 200 OK',
        '< Transfer-Encoding: chunked',
        '<',
        '< 12',
        '< hello, world',
        '< 0',
        '<',
        closed,
      ],
      right: [
        ...asked,
        '< HTTP/1.1 200 OK',
        '< Transfer-Encoding: chunked',
        '<',
        '< c',
        '< hello, world',
        '< 0',
        '<',
        closed,
      ],
    },
    reference: 'RFC 9112 §7.1',
    find: {
      command: 'tsgi-learn trace 1 --hex',
      place: 'Look at where the size is made into text. In lesson 1 no chunks are needed: the header can go.',
    },
    fix: [
      {
        wrong: ['socket.write(`${chunk.length}\\r\\n`)'],
        right: ['socket.write(`${chunk.length.toString(16)}\\r\\n`)'],
      },
      {
        wrong: ["socket.write('Transfer-Encoding: chunked\\r\\n\\r\\n')", 'socket.end(head)'],
        right: ["socket.write('\\r\\n')", 'socket.end(head)'],
      },
    ],
  },
  'wrong-status': {
    title: 'The status line says something else',
    meaning: [
      'The status line is well formed. Its number, its version or its reason is not the one that this request should get.',
      'The number is what programs look at: 200 means that all went well, 404 that there is nothing here.',
      'This code is given when the number or the version differs from that of the check. The reason is compared only where the check writes one.',
    ],
    bytes: {
      wrong: [...asked, '< HTTP/1.1 404 Not Found', '<', closed],
      right: [...asked, '< HTTP/1.1 200 OK', '<', closed],
    },
    reference: 'RFC 9110 §15; RFC 9110 §2.5 for the version',
    find: {
      command: 'tsgi-learn trace 1',
      place: 'Look at the request in the trace, then at the condition in your file that chooses this status for it.',
    },
    fix: [
      {
        wrong: ["if (line.startsWith('GET')) ok(socket); else notFound(socket)"],
        right: ['ok(socket)   // lesson 1 answers every method'],
      },
      {
        wrong: ["'HTTP/1.0 200 OK\\r\\n'"],
        right: ["'HTTP/1.1 200 OK\\r\\n'"],
      },
    ],
  },
  'wrong-header': {
    title: 'A header is missing or says something else',
    meaning: [
      'Headers tell the client about the answer: what it is, how long it is, how old it is.',
      'This code is given when a header that the check asks for is not there or has another value, or when one is there that must not be.',
      'Names may be in capitals or not, spaces around the value do not matter, the order does not matter, and more headers than asked for are fine.',
    ],
    bytes: {
      wrong: [...asked, '< HTTP/1.1 200 OK', '< Content-Type: text/html', '<', closed],
      right: [...asked, '< HTTP/1.1 200 OK', '< Content-Type: text/plain', '<', closed],
    },
    reference: 'RFC 9110 §5; RFC 9110 §8.3 for Content-Type',
    find: {
      command: 'tsgi-learn trace 1',
      place: 'The message has the name and the value that are expected. Search your file for the name.',
    },
    fix: [
      {
        wrong: ["'Content-Type: text/html\\r\\n'"],
        right: ["'Content-Type: text/plain\\r\\n'"],
      },
    ],
  },
  'wrong-body': {
    title: 'The body is not the one that was expected',
    meaning: [
      'The head of the answer is right. What comes after the blank line is not what the check expects.',
      'This code is given at the first byte that differs, at the place where the body stops too soon, or at the first byte too many.',
      'For a check that asks for single lines, it is given when such a line is missing, or is there and must not be.',
      'In lesson 1 the body is the head of the request: every byte of it, the blank line too, and nothing after it.',
    ],
    bytes: {
      wrong: [...asked, '< HTTP/1.1 200 OK', '<', '< GET / HTTP/1.1\\r\\n', '< Host: a\\r\\n', closed],
      right: [...asked, '< HTTP/1.1 200 OK', '<', '< GET / HTTP/1.1\\r\\n', '< Host: a\\r\\n', '< \\r\\n', closed],
    },
    reference: 'RFC 9110 §6.4',
    find: {
      command: 'tsgi-learn trace 1 --hex',
      place: 'Compare the bytes on both sides from the marked one on. `ef bf bd` means that bytes were made into text.',
    },
    fix: [
      {
        wrong: ["received.subarray(0, received.indexOf('\\r\\n\\r\\n'))"],
        right: ["received.subarray(0, received.indexOf('\\r\\n\\r\\n') + 4)"],
      },
      {
        wrong: ['text += bytes.toString()', 'socket.end(text)'],
        right: ['received = Buffer.concat([received, bytes])', 'socket.end(received)'],
      },
    ],
  },
} as const satisfies Readonly<Record<string, PageText>>
