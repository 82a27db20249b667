// The words for an answer that does not come, comes too soon, or ends its connection wrongly.

import type { DiagnosisCode, OneRead } from '../diagnosis.ts'
import { count, duration, quoted, toRequest, type Sentence, type Sentences } from './sentence.ts'

type ConnectionCode = Extract<
  DiagnosisCode,
  | 'silent'
  | 'closed-empty'
  | 'reset-unread'
  | 'waits-for-more'
  | 'one-read'
  | 'left-open'
  | 'closed-early'
  | 'sequential-only'
  | 'clean-end'
  | 'extra-response'
>

export const connectionSentences = {
  silent: ({ ms, request }) => ({
    what: `the server accepts the connection and does not answer${toRequest(request)}`,
    expected: 'a status line',
    received: `nothing within ${duration(ms)}`,
    next: 'Find the condition that has to hold before anything is written: does it ever hold?',
  }),
  'closed-empty': ({ request }) => ({
    what: `the server closes the connection without a byte of answer${toRequest(request)}`,
    expected: 'a response, then the close',
    received: 'the end of the connection',
    next: 'Is the answer written before the socket is ended or destroyed?',
  }),
  'reset-unread': ({ sentBytes, receivedBytes }) => ({
    what: 'the server resets the connection: bytes from the client were left unread',
    expected: 'all that the client sent is read, then the connection is closed',
    received: `a reset (RST) after ${count(receivedBytes, 'byte')} of answer to ${count(sentBytes, 'byte')} of request`,
    reference: 'RFC 9112 §9.6',
    next: 'Go on reading until the client is done, also when nothing more is needed; use end, not destroy.',
  }),
  'waits-for-more': ({ ms }) => ({
    what: 'the server answers only once the client has ended its side',
    expected: 'an answer as soon as the blank line has come',
    received: `nothing within ${duration(ms)}, then an answer after the client's FIN`,
    reference: 'RFC 9112 §6',
    next: 'A client keeps its side open to read the answer: look for the blank line, not for the end of the stream.',
  }),
  'one-read': diagnosis => oneRead(diagnosis),
  'left-open': ({ ms }) => ({
    what: 'the answer is there, but the server leaves the connection open',
    expected: 'the end of the connection, which is the end of the body',
    received: `an open connection ${duration(ms)} after the last byte`,
    reference: 'RFC 9112 §6.3',
    next: 'End the socket after the last byte of the answer.',
  }),
  'closed-early': ({ because, sentBytes, wholeBytes }) =>
    because === 'must-stay-open'
      ? {
          what: 'the server closes a connection that has to stay open',
          expected: 'an open connection',
          received: 'the end of the connection',
          reference: 'RFC 9112 §9.3',
          next: 'Find what ends the socket, a timer perhaps.',
        }
      : {
          what: 'the server closes the connection while the request is still coming',
          expected: `patience until all ${count(wholeBytes, 'byte')} have come`,
          received: `the end of the connection after ${count(sentBytes, 'byte')}`,
          next: 'Find what ends the socket before the blank line: a timer, or a read taken for the whole request.',
        },
  'sequential-only': ({ ms, waiting, unfinished }) => ({
    what: 'one client that is slow holds up all the others',
    expected: `an answer on connection ${waiting}, while ${unfinished} has sent half a request`,
    received: `nothing within ${duration(ms)}`,
    next: 'Keep what belongs to one connection with that connection, and let no connection wait for another.',
  }),
  'clean-end': ({ framing }) => ({
    what: 'a response that could not be finished ends as if it were whole',
    expected: 'an end that shows that something is missing: fewer bytes than announced, no last chunk, or a reset',
    received: cleanEnds[framing],
    reference: 'RFC 9112 §8',
    next: 'After the headers are sent an error can only be shown by breaking off: destroy the socket, and write no end.',
  }),
  'extra-response': ({ found, when }) => ({
    what:
      when === 'too-soon'
        ? 'the server sends something while it should still wait'
        : 'more comes after the last response that the client asked for',
    expected: when === 'too-soon' ? 'nothing yet' : 'nothing more',
    received: quoted(found),
    reference: 'RFC 9112 §9.2',
    next:
      when === 'too-soon'
        ? 'The trace says after what it may be sent: wait for that.'
        : 'One request gets one answer, and after a request that is refused nothing more is read from the connection.',
  }),
} as const satisfies Sentences<ConnectionCode>

const cleanEnds = {
  length: 'all the bytes that Content-Length announces',
  chunked: 'the last chunk',
  'until-close': 'the end of the connection, which is the end of such a body',
  none: 'a response without a body',
  unknown: 'a response',
} as const

function oneRead({ how, segments, coveredBytes, headBytes }: OneRead): Sentence {
  const rest = {
    expected: `the header section up to its blank line, ${count(headBytes, 'byte')}, however it is cut`,
    reference: 'RFC 9112 §2.2',
    next: 'Keep what each read brings, and look for the blank line in all of it.',
  }
  if (how === 'lost-parts') {
    return {
      ...rest,
      what: 'a request that comes in pieces gets no answer',
      received: `no answer to ${count(segments, 'segment')}`,
    }
  }
  if (how === 'answered-rest') {
    return {
      ...rest,
      what: 'the answer covers only what the last read brought',
      received: `an answer to the last ${count(coveredBytes, 'byte')}`,
    }
  }
  const what =
    how === 'answered-early'
      ? 'the server answers before the blank line has come'
      : 'the answer covers only what the first read brought'
  return { ...rest, what, received: `an answer to the first ${count(coveredBytes, 'byte')}` }
}
