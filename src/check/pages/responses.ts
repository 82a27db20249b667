// Pages for responses that end as they must not, and for more of them than were asked for. Data only.

import type { PageText } from './page.ts'

const asked = ['* connected to 127.0.0.1:8888', '> GET / HTTP/1.1', '> Host: localhost:8888', '>'] as const
const closed = '* the server closed the connection'
const chunkedHead = ['< HTTP/1.1 200 OK', '< Transfer-Encoding: chunked', '<'] as const
const firstChunk = [...chunkedHead, '< 3\\r\\n', '< one\\r\\n'] as const
const greeted = ['< HTTP/1.1 200 OK', '< Content-Length: 2', '<', '< hi\\'] as const

export const responsePages = {
  'clean-end': {
    title: 'A response that could not be finished looks whole',
    meaning: [
      'An application may fail when a part of its body has gone out. The status cannot be taken back then.',
      'What the server can still do is to break off, so that the client knows that something is missing: no last chunk, fewer bytes than `Content-Length` says, or a reset.',
      'This code is given when the check says that the response has to break off, and it ends as a whole one does.',
      'A client keeps such a body, and so does every cache on the way.',
    ],
    bytes: {
      wrong: [...asked, ...firstChunk, '< 0\\r\\n', '< \\r\\n', closed],
      right: [...asked, ...firstChunk, '* the server reset the connection'],
    },
    reference: 'RFC 9112 §8; PEP 3333, Error Handling',
    find: {
      command: 'tsgi-learn trace 5',
      place: 'Find the `catch` or `finally` around the loop over the body. What does it write when the head is gone?',
    },
    fix: [
      {
        wrong: ['} finally {', "  socket.end('0\\r\\n\\r\\n')"],
        right: ['} catch (error) {', '  log(error)', '  socket.resetAndDestroy()'],
      },
    ],
  },
  'extra-response': {
    title: 'More comes than was asked for',
    meaning: [
      'One request gets one response. Whatever comes after it is taken for the answer to the next request, and every answer after that is one too late.',
      'This code is given when bytes come after the last response that the check asks for, be it another response or a body where there must be none.',
      'It is also given when something comes while the check waits for nothing, as a 100 Continue that nobody has asked for yet.',
      'And it is given when a request has been refused and what follows it on the connection is answered all the same: the server cannot know where that begins.',
    ],
    bytes: {
      wrong: [...asked, ...greeted, ...greeted, closed],
      right: [...asked, ...greeted, closed],
    },
    reference: 'RFC 9112 §9.2; RFC 9112 §6.3 for requests that are refused',
    find: {
      command: 'tsgi-learn trace 5',
      place: 'Print the request line each time an answer is written. Which one was not sent as a request?',
    },
    fix: [
      {
        wrong: ["socket.on('data', () => socket.write(answer))"],
        right: ["socket.once('data', () => socket.end(answer))"],
      },
      {
        wrong: ['refuse(socket, 400)'],
        right: ['refuse(socket, 400)', 'reader.stop()   // nothing after it is a request'],
      },
    ],
  },
} as const satisfies Readonly<Record<string, PageText>>
