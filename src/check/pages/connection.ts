// Pages for answers that do not come, come too soon, or end their connection wrongly. Data only.

import { closed } from './example.ts'
import type { PageText } from './page.ts'

const connected = '* connected to 127.0.0.1:8888'
const asked = [connected, '> GET / HTTP/1.1', '> Host: localhost:8888', '>'] as const
const answered = [...asked, '< HTTP/1.1 200 OK', '<', '* the server closed the connection'] as const

const echoed = ['< HTTP/1.1 200 OK', '<', '< GET / HTTP/1.1\\r\\n', '< Host: a\\r\\n', '< \\r\\n'] as const

export const connectionPages = {
  silent: {
    title: 'The server accepts the connection and says nothing',
    meaning: [
      'A request is complete when its blank line has come. From then on it is the turn of the server.',
      'This code is given when the whole request is there, nothing has come back for a second, and nothing comes either when the client then ends its side.',
      'It is also given when an answer that has to come within a certain time comes later.',
      'So some condition in the program is never met, or the code that answers is never called.',
    ],
    bytes: {
      wrong: [...asked, '* no byte came back within 1000 ms', '* the client ended its side'],
      right: answered,
    },
    reference: 'RFC 9110 §3.4',
    find: {
      command: 'tsgi-learn trace 1',
      place:
        'Print `received.length` in the `data` listener. No line: the listener is not there. A line: the condition after it does not hold.',
    },
    fix: [
      {
        wrong: ["if (received.includes('\\n\\n')) answer(socket, received)"],
        right: ["if (received.includes('\\r\\n\\r\\n')) answer(socket, received)"],
      },
    ],
  },
  'closed-empty': {
    title: 'The server closes without a byte of answer',
    meaning: [
      'The client has sent a whole request. It gets back the end of the connection, and no byte before it.',
      'This code is given exactly then. `curl` calls it "Empty reply from server".',
      '`end` means that nothing more will be written. What you write after it is not sent.',
    ],
    bytes: { wrong: [...asked, closed], right: answered },
    reference: 'RFC 9110 §3.4; Node.js documentation: Net, socket.end()',
    find: {
      command: 'tsgi-learn trace 1',
      place: 'Find the first `socket.end` or `socket.destroy` that is reached. Everything to be sent must come before.',
    },
    fix: [
      {
        wrong: ['socket.end()', 'socket.write(head)'],
        right: ['socket.write(head)', 'socket.end()'],
      },
      {
        wrong: ['socket.write(head)', 'socket.destroy()'],
        right: ['socket.end(head)'],
      },
    ],
  },
  'reset-unread': {
    title: 'The server resets the connection',
    meaning: [
      'There are two ways to end a connection. The polite one says: I have sent everything. The other one, a reset, throws away what is under way.',
      'A system resets by itself when a program closes a socket in which bytes of the client lie unread.',
      'This code is given when a reset came where an answer or a polite end was due, or right after that end. It may have taken the last bytes of the answer with it.',
      'On your own machine the answer often arrives all the same. Over a real network it is often lost.',
    ],
    bytes: {
      wrong: [
        connected,
        '> POST / HTTP/1.1',
        '> Content-Length: 5',
        '>',
        '> hello\\',
        '< HTTP/1.1 200 OK',
        '<',
        '* the server reset the connection',
      ],
      right: [
        connected,
        '> POST / HTTP/1.1',
        '> Content-Length: 5',
        '>',
        '> hello\\',
        '< HTTP/1.1 200 OK',
        '<',
        closed,
      ],
    },
    reference: 'RFC 9112 §9.6',
    find: {
      command: 'tsgi-learn trace 1',
      place:
        'Look for `destroy`, `destroySoon`, `resetAndDestroy`, and for a `data` listener that is taken away or paused before the end.',
    },
    fix: [
      {
        wrong: ['socket.end(head, () => socket.destroy())'],
        right: ['socket.end(head)'],
      },
      {
        wrong: ["socket.once('data', answer)   // hears one read"],
        right: ["socket.on('data', collect)    // hears all of them"],
      },
    ],
  },
  'waits-for-more': {
    title: 'The server waits for more, and nothing more comes',
    meaning: [
      'A client sends its request and then keeps its side open, to read the answer. It does not say goodbye first.',
      'This code is given when the whole request is there, nothing comes back for a second, and the answer comes as soon as the client ends its side.',
      'The server then waits for the end of the stream, or for bytes that are not part of the request.',
      'A request without `Content-Length` has no body: it ends with the blank line.',
    ],
    bytes: {
      wrong: [
        ...asked,
        '* no byte came back within 1000 ms',
        '* the client ended its side',
        '< HTTP/1.1 200 OK',
        '<',
        closed,
      ],
      right: answered,
    },
    reference: "RFC 9112 §6.3, rule 7; Node.js documentation: Net, Event: 'end'",
    find: {
      command: 'tsgi-learn trace 1',
      place:
        "Look for an answer in `socket.on('end'`, for `for await (const bytes of socket)`, and for a number of bytes that must be reached.",
    },
    fix: [
      {
        wrong: ["socket.on('end', () => answer(socket, received))"],
        right: [
          "socket.on('data', bytes => {",
          '  received = Buffer.concat([received, bytes])',
          "  if (received.includes('\\r\\n\\r\\n')) answer(socket, received)",
          '})',
        ],
      },
      {
        wrong: ["if (received.toString().endsWith('\\r\\n\\r\\n')) answer(socket, received)"],
        right: ["if (received.includes('\\r\\n\\r\\n')) answer(socket, received)"],
      },
    ],
  },
  'one-read': {
    title: 'One read is taken for one request',
    meaning: [
      'TCP carries a stream of bytes. It keeps their order, and it does not keep the pieces in which they were written.',
      'One `data` event brings some bytes: a part of a request, or all of it, or more.',
      'This code is given when the answer began before the blank line had come, or when its body is only the part of the request up to the end of one read.',
      'It is also given when a request gets its answer in one piece, and gets none when it is cut into several.',
    ],
    bytes: {
      wrong: [
        connected,
        '> GET / HTTP/1.1',
        '> Ho\\',
        '* cut: segment 1 ends here, after 18 bytes',
        '< HTTP/1.1 200 OK',
        '<',
        '< GET / HTTP/1.1\\r\\n',
        '< Ho\\',
        closed,
      ],
      right: [
        connected,
        '> GET / HTTP/1.1',
        '> Ho\\',
        '* cut: segment 1 ends here, after 18 bytes',
        '> st: a',
        '>',
        ...echoed,
        closed,
      ],
    },
    reference: "RFC 9112 §2.2; Node.js documentation: Net, Event: 'data'",
    find: {
      command: 'tsgi-learn trace 1',
      place:
        'The trace shows where the request was cut. Look at the `data` listener: what does it do with the bytes of the event before?',
    },
    fix: [
      {
        wrong: ["socket.once('data', bytes => answer(socket, bytes))"],
        right: [
          'let received = Buffer.alloc(0)',
          "socket.on('data', bytes => {",
          '  received = Buffer.concat([received, bytes])',
          "  if (received.includes('\\r\\n\\r\\n')) answer(socket, received)",
          '})',
        ],
      },
      {
        wrong: ["if (bytes.includes('\\r\\n\\r\\n'))      // this read alone"],
        right: ["if (received.includes('\\r\\n\\r\\n'))   // everything so far"],
      },
    ],
  },
  'left-open': {
    title: 'The answer is there, and the connection stays open',
    meaning: [
      'A client must know where the body ends. Without `Content-Length` and without chunks, it ends where the connection ends.',
      'This code is given when the check asks for the close, the whole answer has come, and the connection is still open half a second later. It is also given when an answer goes on beyond two seconds.',
      'A browser then shows a page that never finishes loading.',
    ],
    bytes: {
      wrong: [...asked, '< HTTP/1.1 200 OK', '<', '< hello', '* the connection was still open after 500 ms'],
      right: [...asked, '< HTTP/1.1 200 OK', '<', '< hello', closed],
    },
    reference: 'RFC 9112 §6.3, rule 8',
    find: {
      command: 'tsgi-learn trace 1',
      place:
        'Look at the last thing that is written: is it `write`, with no `end` after it? Is `end` reached each time?',
    },
    fix: [
      {
        wrong: ['socket.write(head)'],
        right: ['socket.end(head)'],
      },
    ],
  },
  'closed-early': {
    title: 'The server closes too early',
    meaning: [
      'A client may take its time. Between two pieces of a request a second may pass, or more.',
      'This code is given when the server ends the connection before the blank line has come, so before anybody could answer.',
      'It is also given when a connection is closed that the check says must stay open: a client that has said nothing yet, or one that has a second request.',
    ],
    bytes: {
      wrong: [connected, '> GET / HTTP/1.1', closed],
      right: answered,
    },
    reference: 'RFC 9112 §2.2; RFC 9112 §9.3 for connections that stay open',
    find: {
      command: 'tsgi-learn trace 1',
      place: 'Look for `setTimeout`, and for an `end` or `destroy` that does not ask whether the request is complete.',
    },
    fix: [
      {
        wrong: ['socket.setTimeout(100, () => socket.destroy())'],
        right: ['socket.setTimeout(60_000, () => socket.destroy())'],
      },
      {
        wrong: ["if (!received.includes('\\r\\n\\r\\n')) socket.end()"],
        right: ["if (!received.includes('\\r\\n\\r\\n')) return"],
      },
    ],
  },
  'sequential-only': {
    title: 'One slow client holds up all the others',
    meaning: [
      'Every client has a connection of its own. Node gives the next turn to whichever has bytes.',
      'This code is given when connection B has sent a whole request and gets no answer, while an older connection is open that has not sent its whole request.',
      'Then there is a queue, a flag or a buffer that belongs to all clients together.',
    ],
    bytes: {
      wrong: [connected, '> GET /slow HTTP/1.1', '* connection B', ...asked, '* no byte came back within 1000 ms'],
      right: [connected, '> GET /slow HTTP/1.1', '* connection B', ...answered],
    },
    reference: "Node.js documentation: Net, class net.Server, Event: 'connection'",
    find: {
      command: 'tsgi-learn trace 1 two-clients-at-once',
      place:
        'Look at every variable outside of the function that serves one client, and at each `await` in a loop over clients.',
    },
    fix: [
      {
        wrong: ['for (const socket of waiting) await serve(socket)'],
        right: ['const server = createServer(serve)   // each at once'],
      },
      {
        wrong: ['let received = Buffer.alloc(0)   // one for all', 'function serve(socket: Socket): void {'],
        right: ['function serve(socket: Socket): void {', '  let received = Buffer.alloc(0)   // one for each'],
      },
    ],
  },
} as const satisfies Readonly<Record<string, PageText>>
