// Pages for what stands between an application and the wire: calls, headers, chunks, close. Data only.

import { answered, asked, closed } from './example.ts'
import type { PageText } from './page.ts'

const counted = (line: string): readonly string[] => [
  '< HTTP/1.1 200 OK',
  `< Content-Length: ${line.length}`,
  '<',
  `< ${line}\\`,
]

export const applicationPages = {
  'headers-too-soon': {
    title: 'The headers are sent before anything else is',
    meaning: [
      'startResponse says how a response begins. As long as nothing is sent the application may think again: with an error it calls startResponse a second time, or it throws, and the client gets 500.',
      'So status and headers leave with the first chunk that is not empty, or at the end of the body.',
      'This code is given when a head comes while the application has sent no byte of its body yet, or when another status line follows a status that should have been replaced.',
    ],
    bytes: {
      wrong: [...asked('/fails'), '< HTTP/1.1 200 OK', '<', '< HTTP/1.1 500 Internal Server Error', '<', closed],
      right: [...asked('/fails'), '< HTTP/1.1 500 Internal Server Error', '<', closed],
    },
    reference: 'PEP 3333, The start_response() Callable',
    find: { command: 'tsgi-learn trace 4', place: 'Look at startResponse in your file: does it write to the socket?' },
    fix: [
      {
        wrong: ['function startResponse(status, headers) {', '  socket.write(headOf(status, headers))', '}'],
        right: ['function startResponse(status, headers) {', '  start = { status, headers }', '}'],
      },
    ],
  },
  'called-twice': {
    title: 'The application is called twice for one request',
    meaning: [
      'One request, one call: an application may take money, or count.',
      'No answer shows how often it was called, so a check asks the application afterwards. This code is given when it says that there was more than one call.',
      'A server that calls once for each `data` event, or once to find the length and once to send, does that.',
    ],
    bytes: {
      wrong: [...asked('/calls'), ...answered('calls=2')],
      right: [...asked('/calls'), ...answered('calls=1')],
    },
    reference: 'PEP 3333, The Server/Gateway Side',
    find: {
      command: 'tsgi-learn trace 4',
      place: 'Search your file for each call of the application, and for what is called at each read.',
    },
    fix: [
      {
        wrong: ["socket.on('data', () => run(application))"],
        right: ["socket.on('data', () => {", '  if (!hasRun && isComplete()) run(application)', '})'],
      },
    ],
  },
  'close-not-called': {
    title: 'The body is not closed',
    meaning: [
      'A body may have a method `close`. It gives back what the body held: a file, a connection to a database.',
      'The server calls it exactly once when the response is over, however it ended: all sent, an error, or the client gone.',
      'No answer shows that, so a check asks the application afterwards. This code is given when it says that `close` was not called.',
    ],
    bytes: {
      wrong: [...asked('/closes'), ...answered('closes=0')],
      right: [...asked('/closes'), ...answered('closes=1')],
    },
    reference: 'PEP 3333, Specification Details',
    find: {
      command: 'tsgi-learn trace 5',
      place: 'Look at the loop over the body. Where does your file go when the loop throws?',
    },
    fix: [
      {
        wrong: ['for await (const chunk of body) send(chunk)', 'body.close?.()'],
        right: ['try {', '  for await (const chunk of body) send(chunk)', '} finally {', '  body.close?.()', '}'],
      },
    ],
  },
  'close-called-twice': {
    title: 'The body is closed twice',
    meaning: [
      'The server calls `close` of a body exactly once. A second call may give back what somebody else has taken by then.',
      'This code is given when the application, asked afterwards, says that there was more than one call.',
      'Often one call is at the end of the loop and another in the `finally` around it, or in the handler of `close` on the socket.',
    ],
    bytes: {
      wrong: [...asked('/closes'), ...answered('closes=2')],
      right: [...asked('/closes'), ...answered('closes=1')],
    },
    reference: 'PEP 3333, Specification Details',
    find: {
      command: 'tsgi-learn trace 5',
      place: 'Search your file for `close`: how many places call that of the body?',
    },
    fix: [
      {
        wrong: ['  body.close?.()', '} finally {', '  body.close?.()', '}'],
        right: ['} finally {', '  body.close?.()', '}'],
      },
    ],
  },
  'write-lost': {
    title: 'What write() was given is not where it belongs',
    meaning: [
      'startResponse returns a function, write. It is the old way to send a body: what it is given goes out at once, and the chunks of the returned body come after it.',
      'This code is given when a check knows that the missing text was given to write, or that it stands at the wrong place.',
    ],
    bytes: {
      wrong: [...asked('/writes'), ...answered('second')],
      right: [...asked('/writes'), ...answered('first', 'second')],
    },
    reference: 'PEP 3333, The write() Callable',
    find: {
      command: 'tsgi-learn trace 4',
      place: 'What does your startResponse return, and what does that do with its chunk?',
    },
    fix: [
      {
        wrong: ['return () => undefined'],
        right: ['return chunk => send(chunk)   // the head first, when it has not gone'],
      },
    ],
  },
  'start-not-checked': {
    title: 'startResponse takes what it has to refuse',
    meaning: [
      'A status is three digits, a space and a reason; headers are pairs of texts; no control character may be in any of them. A second call without an error is a mistake as well.',
      'The application is told at once, by an error that names what is wrong, while whoever wrote it can still see which line it was.',
      'This code is given when a check knows that the application made such a call and got no error.',
    ],
    bytes: {
      wrong: [...asked('/bad-header'), ...answered('taken')],
      right: [...asked('/bad-header'), ...answered('refused')],
    },
    reference: 'PEP 3333, The start_response() Callable and Error Handling',
    find: {
      command: 'tsgi-learn trace 4',
      place: 'Look at startResponse in your file: what does it look at before it keeps what it was given?',
    },
    fix: [
      {
        wrong: ['start = { status, headers }'],
        right: [
          "if (start && !error) throw new Error('startResponse was called already')",
          'start = { status, headers }',
        ],
      },
    ],
  },
  'not-bytes': {
    title: 'Bytes were made into text on their way',
    meaning: [
      'The chunks of a body are bytes: a picture, a text in any encoding, half a character. What arrives must be exactly these.',
      'This code is given when `ef bf bd` comes where other bytes should, which stands for what is no UTF-8; or a list of numbers with commas; or `[object Object]`; or a Buffer as JSON.',
      'Each of them is what a chunk becomes when it is put into a text.',
    ],
    bytes: {
      wrong: [...asked('/latin'), ...answered('caf\\xef\\xbf\\xbd\\')],
      right: [...asked('/latin'), ...answered('caf\\xe9\\')],
    },
    reference: 'PEP 3333, A Note On String Types; Node.js documentation: Buffer, buf.toString()',
    find: {
      command: 'tsgi-learn trace 4 --hex',
      place: 'Search your file for `+=`, backquotes and `toString` between the body and the socket.',
    },
    fix: [
      {
        wrong: ["let text = ''", 'for await (const chunk of body) text += chunk', 'socket.end(text)'],
        right: ['for await (const chunk of body) socket.write(chunk)', 'socket.end()'],
      },
    ],
  },
  'encoded-twice': {
    title: 'Each byte beyond ASCII came as two',
    meaning: [
      'Some texts hold one byte in each char: PATH_INFO, the values of headers. Written as UTF-8, which is what Node does with a text, each char beyond ASCII becomes two bytes.',
      'This code is given when every such byte of the answer is there as the two of its UTF-8: `c3 a9` as `c3 83 c2 a9`.',
    ],
    bytes: {
      wrong: [...asked('/caf%C3%A9'), ...answered('PATH_INFO=/caf\\xc3\\x83\\xc2\\xa9')],
      right: [...asked('/caf%C3%A9'), ...answered('PATH_INFO=/caf\\xc3\\xa9')],
    },
    reference: 'PEP 3333, Unicode Issues; Node.js documentation: Buffer, section "Buffers and character encodings"',
    find: {
      command: 'tsgi-learn trace 3 --hex',
      place: 'Look at each `write`, `end` and `Buffer.from` that is given a text: what encoding does it name?',
    },
    fix: [{ wrong: ['socket.end(text)'], right: ["socket.end(text, 'latin1')"] }],
  },
  'error-leaked': {
    title: 'The client is told what went wrong inside',
    meaning: [
      'When an application fails, the client gets 500 and a short text. What was thrown, and where, goes to tsgi.errors.',
      'This code is given when the body of such a response has an error or a line of a stack in it.',
      'It helps whoever attacks the server: names of files, of tables, of versions.',
    ],
    bytes: {
      wrong: [
        ...asked('/throws'),
        '< HTTP/1.1 500 Internal Server Error',
        '<',
        '< Error: no such table: users\\',
        closed,
      ],
      right: [...asked('/throws'), '< HTTP/1.1 500 Internal Server Error', '<', '< Internal Server Error\\', closed],
    },
    reference: 'PEP 3333, Error Handling; RFC 9110 §17.8',
    find: {
      command: 'tsgi-learn trace 4',
      place: 'Find the `catch` around the application: what does it do with the error?',
    },
    fix: [
      {
        wrong: ['} catch (error) {', '  respond(500, String(error))'],
        right: ['} catch (error) {', '  console.error(error)', "  respond(500, 'Internal Server Error')"],
      },
    ],
  },
  'out-of-order': {
    title: 'Answers come in another order than the requests',
    meaning: [
      'A client may send several requests before the first answer has come. It knows which answer is which by their order alone.',
      'This code is given when the body of an answer is the one that another request of the connection should get.',
      'It happens when each request is served at once, and whoever is ready first writes first.',
    ],
    bytes: {
      wrong: [...asked('/slow'), ...asked('/quick'), ...counted('quick'), ...counted('slow'), closed],
      right: [...asked('/slow'), ...asked('/quick'), ...counted('slow'), ...counted('quick'), closed],
    },
    reference: 'RFC 9112 §9.3.2',
    find: {
      command: 'tsgi-learn trace 5',
      place: 'What does your file do with bytes that come while a request is being served?',
    },
    fix: [
      {
        wrong: ['for (const request of requests) void serve(request)'],
        right: ['for (const request of requests) await serve(request)'],
      },
    ],
  },
} as const satisfies Readonly<Record<string, PageText>>
