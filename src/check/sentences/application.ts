// The words for what stands between an application and the wire: when it is called, and what becomes of its bytes.

import type { ApplicationCode, ToldFacts } from '../gateway-diagnosis.ts'
import { octets, quoted, type Sentence } from './sentence.ts'

type Words = Pick<Sentence, 'what' | 'next'> & Partial<Sentence>

const table = {
  'headers-too-soon': {
    what: 'the head of the response is sent before the application has sent a byte',
    reference: 'PEP 3333, The start_response() Callable',
    next: 'startResponse only keeps status and headers. Write them with the first chunk that is not empty, or at the end.',
  },
  'called-twice': {
    what: 'the application is called more than once for one request',
    reference: 'PEP 3333, The Server/Gateway Side',
    next: 'Look for a second call: one for each read perhaps, or one for HEAD and one for the length.',
  },
  'close-not-called': {
    what: 'the body has a close(), and the server does not call it',
    reference: 'PEP 3333, Specification Details',
    next: 'Call it in a finally, so that it is called at the end, after an error, and when the client has left.',
  },
  'close-called-twice': {
    what: 'close() of the body is called more than once',
    reference: 'PEP 3333, Specification Details',
    next: 'One place calls it: the finally around the loop over the body.',
  },
  'write-lost': {
    what: 'what the application gave to write() is not in the body where it belongs',
    reference: 'PEP 3333, The write() Callable',
    next: 'startResponse returns a function: what it is given goes out at once, before the chunks of the body.',
  },
  'start-not-checked': {
    what: 'startResponse takes what it has to refuse',
    reference: 'PEP 3333, The start_response() Callable',
    next: 'Look at status, names and values before you keep them, and throw an error that names what is wrong.',
  },
  'not-bytes': {
    what: 'the bytes of the application were made into text on their way',
    reference: 'PEP 3333, A Note On String Types',
    next: 'Write each chunk as it is: no toString, no template, no JSON. Any bytes may be in it.',
  },
  'encoded-twice': {
    what: 'each byte beyond ASCII was sent as two',
    reference: 'PEP 3333, Unicode Issues',
    next: "Text that holds one byte a char is written with 'latin1'; without it, Node writes UTF-8.",
  },
  'error-leaked': {
    what: 'the response tells the client what went wrong inside the server',
    expected: 'a plain body that says nothing of the error',
    reference: 'PEP 3333, Error Handling',
    next: 'The error and its stack go to tsgi.errors; the client gets 500 and a sentence.',
  },
  'input-not-body': {
    what: 'the application gets more than the body of its request to read',
    reference: 'PEP 3333, Input and Error Streams',
    next: 'tsgi.input begins after the blank line, and ends after as many bytes as Content-Length says.',
  },
  'chunks-not-decoded': {
    what: 'the application gets the chunks of the request as they stand on the wire',
    reference: 'RFC 9112 §7.1',
    next: 'Sizes and their line ends belong to the server: hand over what is between them.',
  },
  'out-of-order': {
    what: 'this is the answer to another request of the connection',
    reference: 'RFC 9112 §9.3.2',
    next: 'Answers go out in the order of the requests: begin the next one when the last one is sent.',
  },
} as const satisfies Record<ApplicationCode, Words>

export function isApplicationFault(facts: ToldFacts): facts is ToldFacts & { readonly code: ApplicationCode } {
  return Object.hasOwn(table, facts.code)
}

export function sayApplication({ code, expected, received }: ToldFacts & { readonly code: ApplicationCode }): Sentence {
  const words: Words = table[code]
  return { expected: dueText(code, expected), received: received === '' ? 'nothing of it' : quoted(received), ...words }
}

function dueText(code: ApplicationCode, expected: string | undefined): string {
  if (code === 'headers-too-soon') return expected === undefined ? 'nothing yet' : `the status ${octets(expected)}`
  if (expected === undefined) return 'nothing of it'
  return expected === '' ? 'an empty body' : quoted(expected)
}
