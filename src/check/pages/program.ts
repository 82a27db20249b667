// Pages for programs that never come to serve: they cannot be read, end, or listen where nobody calls. Data only.

import type { PageText } from './page.ts'

const refused = '* 127.0.0.1:8888 refused the connection (ECONNREFUSED)'

const served = [
  '* the program listens on 127.0.0.1:8888',
  '* connected to 127.0.0.1:8888',
  '> GET / HTTP/1.1',
  '> Host: localhost:8888',
  '>',
  '< HTTP/1.1 200 OK',
  '<',
] as const

export const programPages = {
  'syntax-error': {
    title: 'The file cannot be read as a program',
    meaning: [
      'Node has to understand the whole file before it runs the first line of it.',
      'This code is given when it does not: a brace or a quote is not closed, a word stands where none may, or an import names what the module does not have.',
      'It is also given for TypeScript that is more than types, such as `enum`: types are taken away, and what remains must be JavaScript.',
      'Nothing ran, so nothing listens, and no byte was sent.',
    ],
    bytes: {
      wrong: ["* the program could not be read: Expected '}', got '<eof>'", refused],
      right: served,
    },
    reference: 'Node.js documentation: Modules: TypeScript, section "Type stripping"',
    find: {
      command: 'tsgi-learn check 1',
      place:
        'The message shows the line and a mark under the place where reading stopped. The cause is often a little before it: look for the brace that was opened and not closed.',
    },
    fix: [
      {
        wrong: ['server.listen(port, () => {', "  console.log('ready')", '}'],
        right: ['server.listen(port, () => {', "  console.log('ready')", '})'],
      },
      {
        wrong: ["import { createServer, Socket } from 'node:net'   // used as a type"],
        right: ["import { createServer, type Socket } from 'node:net'"],
      },
    ],
  },
  exited: {
    title: 'The program ended before it listened',
    meaning: [
      'A Node program ends when it has nothing left to wait for.',
      'A server that listens always has something to wait for: the next client.',
      'This code is given when the process ended before it listened, and no error was thrown in it that we could see.',
      'Most often `listen` is never called. Or the program calls `process.exit`, or is in another language and printed its own error.',
    ],
    bytes: {
      wrong: ['* the program ended with exit code 0', refused],
      right: served,
    },
    reference: 'Node.js documentation: Net, server.listen(); Process, section "Exit codes"',
    find: {
      command: 'node 01-echo/server.ts',
      place: 'You should not get your prompt back. If you do, read what was printed last, and look for `listen`.',
    },
    fix: [
      {
        wrong: ['const server = createServer(serve)'],
        right: ['const server = createServer(serve)', "server.listen(port, '127.0.0.1')"],
      },
    ],
  },
  threw: {
    title: 'An error was thrown before the program listened',
    meaning: [
      'When something cannot go on, JavaScript throws an error. If nobody catches it, the process ends.',
      'This code is given when that happens before the program listens: in a line outside of all functions, or in a promise that was rejected.',
      'Nobody can connect then.',
      'The same thing later, while a client is being served, is called `crashed-by-request`.',
    ],
    bytes: {
      wrong: ['* the program threw TypeError: server.listne is not a function', refused],
      right: served,
    },
    reference: "Node.js documentation: Errors; Process, Event: 'uncaughtException'",
    find: {
      command: 'tsgi-learn check 1',
      place:
        'The message has the name of the error, its words and the line of your file in which it was thrown. Start at that line.',
    },
    fix: [
      {
        wrong: ["server.listne(port, '127.0.0.1')"],
        right: ["server.listen(port, '127.0.0.1')"],
      },
      {
        wrong: ["const page = readFileSync('page.html')   // not there"],
        right: ["const page = 'hello'"],
      },
    ],
  },
  'never-listened': {
    title: 'The program runs and does not listen',
    meaning: [
      'A server says to the system that it wants the clients of one port. That is called listening.',
      'This code is given when the program has run for two seconds, has not ended, and listens nowhere.',
      'Then `listen` is not called, or it is called too late: after a timer, after an answer from elsewhere, or only under a condition.',
    ],
    bytes: {
      wrong: ['* the program did not listen within 2000 ms', refused],
      right: served,
    },
    reference: 'Node.js documentation: Net, server.listen()',
    find: {
      command: 'node 01-echo/server.ts',
      place:
        'Put a `console.log` right before `listen`. If it prints nothing, go up from there to what the program waits for.',
    },
    fix: [
      {
        wrong: ["setTimeout(() => server.listen(port, '127.0.0.1'), 60_000)"],
        right: ["server.listen(port, '127.0.0.1')"],
      },
    ],
  },
  'other-port': {
    title: 'The program listens on another port',
    meaning: [
      'A port is a number that says which program on a machine is meant. A client has to know it.',
      'For a check we choose a free one and tell it to the program in the environment variable `PORT`.',
      'This code is given when the program listens on a different number, so that our client calls where nobody is.',
      'The name has four capital letters. With any other name, the value is `undefined`.',
    ],
    bytes: {
      wrong: [
        '# $PORT is 41873',
        '* the program listens on 127.0.0.1:8888',
        '* 127.0.0.1:41873 refused the connection (ECONNREFUSED)',
      ],
      right: [
        '# $PORT is 41873',
        '* the program listens on 127.0.0.1:41873',
        '* connected to 127.0.0.1:41873',
        '> GET / HTTP/1.1',
        '> Host: localhost:41873',
        '>',
        '< HTTP/1.1 200 OK',
        '<',
      ],
    },
    reference: 'Node.js documentation: Process, process.env; Net, server.listen()',
    find: {
      command: 'PORT=9000 node 01-echo/server.ts',
      place: 'Then `curl -v http://127.0.0.1:9000/` must connect. Look at the line that makes `port`.',
    },
    fix: [
      {
        wrong: ['const port = 8888'],
        right: ['const port = Number(process.env.PORT ?? 8888)'],
      },
      {
        wrong: ["server.listen(0, '127.0.0.1')   // 0: any port that is free"],
        right: ["server.listen(port, '127.0.0.1')"],
      },
    ],
  },
  'other-address': {
    title: 'The program listens on another address',
    meaning: [
      'A machine has several addresses. `127.0.0.1` and `::1` both mean the machine itself, and they are two different ones.',
      'A program that listens on one of them hears nothing of the other.',
      'This code is given when the port is right, and the address is one that a client of 127.0.0.1 does not reach.',
      'Listening on all addresses, `0.0.0.0` or `::`, is no fault.',
    ],
    bytes: {
      wrong: ['* the program listens on [::1]:8888', refused],
      right: served,
    },
    reference: 'Node.js documentation: Net, server.listen([port[, host[, backlog]]][, callback])',
    find: {
      command: 'node 01-echo/server.ts',
      place: 'Look at the second argument of `listen`. `localhost` may stand for either of the two addresses.',
    },
    fix: [
      {
        wrong: ["server.listen(port, '::1')"],
        right: ["server.listen(port, '127.0.0.1')"],
      },
    ],
  },
  'port-taken': {
    title: 'The port is taken',
    meaning: [
      'Only one program can listen on a port of an address. The second one gets the error EADDRINUSE.',
      'This code is given when the program tried to listen and the system refused for this reason.',
      'The port in `PORT` was free a moment before. So the file calls `listen` twice, or it asks for a port of its own that another program has: an older copy of your server, perhaps.',
    ],
    bytes: {
      wrong: ['* port 8888 is taken', refused],
      right: served,
    },
    reference: 'Node.js documentation: Net, server.listen(); Errors, "Common system errors"',
    find: {
      command: 'tsgi-learn check 1',
      place:
        'The message names the port, and the line of your file where it can be told. Search the file for `listen`: one call is enough.',
    },
    fix: [
      {
        wrong: ["server.listen(port, '127.0.0.1')", "server.listen(port, '127.0.0.1')"],
        right: ["server.listen(port, '127.0.0.1')"],
      },
      {
        wrong: ['server.listen(8888)'],
        right: ["server.listen(Number(process.env.PORT ?? 8888), '127.0.0.1')"],
      },
    ],
  },
  'wrong-exit': {
    title: 'The program does not end as it should',
    meaning: [
      'Some checks connect to nobody: they start the program, read what it prints, and wait for its end.',
      'A program that ends says with a number how it went: 0 that all is well, any other that something is not.',
      'Scripts, `make` and service managers decide by that number whether to go on, so a message alone is not enough.',
      'This code is given when the number is another than the one asked for, when a signal ended the program, or when it does not end at all.',
    ],
    bytes: {
      wrong: ['| There is nothing to serve', '* the program ended with exit code 0'],
      right: ['| There is nothing to serve', '* the program ended with exit code 1'],
    },
    reference: 'Node.js documentation: Process, process.exit() and section "Exit codes"',
    find: {
      command: 'node server.ts; echo "exit code $?"',
      place:
        'Start the program as the check does. When your prompt does not come back, something keeps it going: a server that listens, a timer.',
    },
    fix: [
      {
        wrong: ["console.error('There is nothing to serve')"],
        right: ["console.error('There is nothing to serve')", 'process.exit(1)'],
      },
      {
        wrong: ["if (name === undefined) console.error('There is nothing to serve')", 'server.listen(port)'],
        right: [
          'if (name === undefined) {',
          "  console.error('There is nothing to serve')",
          '  process.exit(1)',
          '}',
          'server.listen(port)',
        ],
      },
    ],
  },
  'wrong-output': {
    title: 'The program does not print what it should',
    meaning: [
      'What a program prints is for people, and no check of a response looks at it.',
      'But a program that cannot begin has nothing else to say it with: then a check may ask for a line of its output.',
      'This code is given when none of the lines that it printed is that one.',
      'The line must be there whole, on standard output or standard error, and other lines may come before and after it.',
    ],
    bytes: {
      wrong: ['| nothing to serve', '* the program ended with exit code 1'],
      right: ['| There is nothing to serve', '* the program ended with exit code 1'],
    },
    reference: 'Node.js documentation: Console, console.error(); Process, section "A note on process I/O"',
    find: {
      command: 'node server.ts 2>&1 | cat -A',
      place:
        'Look at every character of the line: capitals, colons, a full stop at its end. `$` marks where the line ends.',
    },
    fix: [
      {
        wrong: ["console.error('nothing to serve')"],
        right: ["console.error('There is nothing to serve')"],
      },
    ],
  },
} as const satisfies Readonly<Record<string, PageText>>
