// Pages for processes that go wrong while they serve: stuck, dead, printing or growing without end. Data only.

import type { PageText } from './page.ts'

const asked = ['* connected to 127.0.0.1:8888', '> GET / HTTP/1.1', '> Host: localhost:8888', '>'] as const

const answered = [...asked, '< HTTP/1.1 200 OK', '<', '* the server closed the connection'] as const

export const servingPages = {
  blocked: {
    title: 'A loop does not come back',
    meaning: [
      'Node runs one piece of your program at a time. While it runs, no data comes in and no timer fires, for any client.',
      'This code is given when a piece of the program has run for half a second and has not come back.',
      'A loop that waits for data can never end: the data cannot come until the loop is over.',
      'The message names the function, the file and the line where the program is.',
    ],
    bytes: {
      wrong: [...asked, '* the program has been busy for 500 ms and answers nobody'],
      right: answered,
    },
    reference: 'Node.js guides: "Don\'t Block the Event Loop (or the Worker Pool)"',
    find: {
      command: 'tsgi-learn check 1',
      place: 'Go to the line in the message. Ask of the loop around it: what makes its condition false, and when?',
    },
    fix: [
      {
        wrong: ["while (!received.includes('\\r\\n\\r\\n')) {", '  // wait for more', '}'],
        right: ["if (!received.includes('\\r\\n\\r\\n')) return   // until the next `data`"],
      },
      {
        wrong: ['while (bytes[at] !== 13) continue   // nobody changes `at`'],
        right: ["const at = bytes.indexOf('\\r\\n')"],
      },
    ],
  },
  'crashed-by-request': {
    title: 'A request ended the whole server',
    meaning: [
      'All clients are served by one process. When it ends, every one of them loses its connection.',
      'This code is given when the server was listening, and then ended or stopped listening while a client was there.',
      'Mostly an error was thrown in a handler and nobody caught it; the message then has the error and its line.',
      'A client that leaves early is such an error too: the socket emits `error`, and an `error` that nobody listens for is thrown.',
    ],
    bytes: {
      wrong: [
        '* connected to 127.0.0.1:8888',
        '> GET / HTTP/1.1',
        '* the client reset the connection',
        '* the program threw Error: read ECONNRESET',
        '* the program ended with exit code 1',
      ],
      right: [
        '* connected to 127.0.0.1:8888',
        '> GET / HTTP/1.1',
        '* the client reset the connection',
        '* connection B',
        ...answered,
      ],
    },
    reference: 'Node.js documentation: Net, class net.Socket, Event: \'error\'; Events, "Error events"',
    find: {
      command: 'tsgi-learn trace 1',
      place:
        "The message names the request and the error. With a line: look at what it takes for granted. With ECONNRESET or EPIPE: look for `socket.on('error'` in `serve`.",
    },
    fix: [
      {
        wrong: ['function serve(socket: Socket): void {', "  socket.on('data', answer)", '}'],
        right: [
          'function serve(socket: Socket): void {',
          "  socket.on('error', error => console.log(error.message))",
          "  socket.on('data', answer)",
          '}',
        ],
      },
      {
        wrong: ["const host = head.split('Host: ')[1].trim()"],
        right: ["const host = head.split('Host: ')[1]?.trim() ?? ''"],
      },
    ],
  },
  'output-flood': {
    title: 'The program prints without end',
    meaning: [
      'What a server prints is for you. It never changes a verdict, and a line or two for each request is good.',
      'This code is given when the program has printed more than a megabyte to one of its two outputs. It is stopped then.',
      'A program that prints so much is in a loop, or prints again and again while it waits.',
    ],
    bytes: {
      wrong: [
        ...asked,
        '| waiting',
        '| waiting',
        '| waiting',
        '* the program was stopped: it printed 1,048,577 bytes more than are kept',
      ],
      right: [...asked, '| GET / HTTP/1.1', '< HTTP/1.1 200 OK', '<', '* the server closed the connection'],
    },
    reference: 'Node.js documentation: Process, "A note on process I/O"',
    find: {
      command: 'tsgi-learn trace 1',
      place: 'The trace has the first lines that were printed. Search your file for the `console.log` that makes them.',
    },
    fix: [
      {
        wrong: ["while (!isComplete(received)) console.log('waiting')"],
        right: ['if (!isComplete(received)) return'],
      },
      {
        wrong: ["setInterval(() => console.log('waiting'))"],
        right: ["console.log('waiting')"],
      },
    ],
  },
  'out-of-memory': {
    title: 'The program takes too much memory',
    meaning: [
      'Everything that a program still refers to stays in memory: what is in a list, in a buffer, in a variable outside of functions.',
      'This code is given when the process takes more than 256 MiB, or when Node itself gives up for want of memory.',
      'A server for lesson 1 needs a small part of that. Something grows in a loop, or what one client sent is kept after the client has gone.',
    ],
    bytes: {
      wrong: [...asked, '* the program took 274 MB of memory; 268 MB are allowed'],
      right: answered,
    },
    reference: 'Node.js documentation: Process, process.memoryUsage()',
    find: {
      command: 'tsgi-learn check 1',
      place:
        'The message names the line where it was, if it can be told. Look for `push`, `concat` and `+=` in a loop, and for lists outside of `serve`.',
    },
    fix: [
      {
        wrong: ['for (;;) copies.push(Buffer.from(received))'],
        right: ['const copy = Buffer.from(received)'],
      },
    ],
  },
} as const satisfies Readonly<Record<string, PageText>>
