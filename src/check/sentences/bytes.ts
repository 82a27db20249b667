// The words for an answer whose bytes are wrong: its head, its length, its status, fields and body.

import type { DiagnosisCode, HeaderLineRule, StatusLineRule, WrongBody, WrongHeader } from '../diagnosis.ts'
import { characters, count, octets, quoted, type Sentence, type Sentences } from './sentence.ts'

type BytesCode = Extract<
  DiagnosisCode,
  | 'no-status-line'
  | 'bad-status-line'
  | 'lf-only'
  | 'bad-header-line'
  | 'no-blank-line'
  | 'length-short'
  | 'length-long'
  | 'length-in-characters'
  | 'bad-chunk'
  | 'wrong-status'
  | 'wrong-header'
  | 'wrong-body'
>

export const bytesSentences = {
  'no-status-line': ({ found }) => ({
    what: 'the answer does not begin with a status line',
    expected: 'HTTP/1.1, a space, three digits, a space',
    received: quoted(found),
    reference: 'RFC 9112 §4',
    next: 'Write the status line before anything else.',
  }),
  'bad-status-line': ({ rule, found }) => ({ ...statusLine[rule], received: quoted(found), reference: 'RFC 9112 §4' }),
  'lf-only': ({ line }) => ({
    what: `the ${line} ends in LF alone`,
    expected: 'CR and LF: \\r\\n',
    received: '\\n',
    reference: 'RFC 9112 §2.2',
    next: 'End each line of the head, and the blank line, with \\r\\n. A template string over several lines has only \\n.',
  }),
  'bad-header-line': ({ rule, found }) => ({ ...headerLine[rule], received: quoted(found) }),
  'no-blank-line': ({ because, found }) => ({
    what:
      because === 'ends'
        ? 'the header section does not end: the blank line is missing'
        : 'the body begins where the blank line should be',
    expected: 'an empty line, \\r\\n, between the headers and the body',
    received: because === 'ends' ? 'the end of the answer' : quoted(found),
    reference: 'RFC 9112 §2.1',
    next: 'Write \\r\\n once more after the last header line.',
  }),
  'length-short': ({ declared, bodyBytes }) => ({
    what: `Content-Length says ${count(declared, 'byte')}, and ${count(bodyBytes, 'byte')} of body came`,
    expected: `Content-Length: ${bodyBytes}`,
    received: `Content-Length: ${declared}`,
    reference: 'RFC 9110 §8.6',
    next: 'A client stops reading at the length: the last bytes are lost. Count the bytes of what is sent.',
  }),
  'length-long': ({ declared, bodyBytes }) => ({
    what: `Content-Length promises ${count(declared, 'byte')}, and only ${count(bodyBytes, 'byte')} of body came`,
    expected: `Content-Length: ${bodyBytes}`,
    received: `Content-Length: ${declared}`,
    reference: 'RFC 9110 §8.6',
    next: 'A client waits for bytes that never come. Count the bytes of what is sent.',
  }),
  'length-in-characters': ({ declared, bodyBytes }) => ({
    what: `Content-Length counts characters: the body has ${count(declared, 'character')} in ${count(bodyBytes, 'byte')}`,
    expected: `Content-Length: ${bodyBytes}`,
    received: `Content-Length: ${declared}`,
    reference: 'RFC 9110 §8.6',
    next: "Beyond ASCII a character takes several bytes: take the length of the bytes, not the string's.",
  }),
  'bad-chunk': ({ found }) => ({
    what:
      found === ''
        ? 'the chunked body stops before its last chunk'
        : 'a chunk is not as long as it says, or says no length',
    expected: 'size in hexadecimal, CRLF, that many bytes, CRLF; at the end a chunk of size 0',
    received: found === '' ? 'the end of the connection' : quoted(found),
    reference: 'RFC 9112 §7.1',
    next: 'Write the size of each chunk in bytes, and 0 with an empty line at the end.',
  }),
  'wrong-status': ({ part, expected, received }) => ({
    what:
      part === 'code'
        ? `the status is ${octets(received, 32)}, not ${characters(expected, 32)}`
        : `the ${part} in the status line is ${quoted(received)}`,
    expected: characters(expected),
    received: received === '' ? 'nothing' : octets(received),
    reference: part === 'version' ? 'RFC 9112 §2.3' : 'RFC 9110 §15',
    next: 'Look at where the status line is written, and at what was asked.',
  }),
  'wrong-header': diagnosis => wrongHeader(diagnosis),
  'wrong-body': diagnosis => wrongBody(diagnosis),
} as const satisfies Sentences<BytesCode>

type Words = Omit<Sentence, 'received'>

const statusLine = {
  'bad-version': {
    what: 'the status line does not begin with a version',
    expected: 'HTTP/1.1 in capital letters, digit, point, digit',
    next: 'Write HTTP/1.1 at the start of the status line.',
  },
  'no-space-after-version': {
    what: 'the status line has no space after the version',
    expected: 'a space',
    next: 'The version, the code and the reason are parted by one space each.',
  },
  'bad-status-code': {
    what: 'the status code is not three digits',
    expected: 'three digits, as in 200',
    next: 'The code comes before the words: 200 OK.',
  },
  'no-space-after-code': {
    what: 'the status line has no space after the code',
    expected: 'a space, even when no reason follows',
    next: 'The version, the code and the reason are parted by one space each.',
  },
} as const satisfies Record<StatusLineRule, Words>

const headerLine = {
  'no-colon': {
    what: 'a header line has no colon',
    expected: 'name, colon, value',
    reference: 'RFC 9112 §5',
    next: 'Put a colon right after the name.',
  },
  'empty-name': {
    what: 'a header line has no name before its colon',
    expected: 'name, colon, value',
    reference: 'RFC 9112 §5',
    next: 'Write the name of the field first.',
  },
  'space-before-colon': {
    what: 'a space stands before the colon of a header line',
    expected: 'the colon right after the name',
    reference: 'RFC 9112 §5.1',
    next: 'Take the space away: the colon follows the name at once.',
  },
  'bad-name-byte': {
    what: 'the name of a header has a byte that no name may have',
    expected: 'letters, digits and - in a name',
    reference: 'RFC 9110 §5.6.2',
    next: 'Look at the marked byte.',
  },
  'line-folding': {
    what: 'a header line begins with a space, as if it went on from the line before',
    expected: 'a name at the start of each line',
    reference: 'RFC 9112 §5.2',
    next: 'Write each header in one line that starts with its name.',
  },
  'bare-cr': {
    what: 'a CR stands in the middle of a header line',
    expected: 'CR only together with LF, at the end',
    reference: 'RFC 9112 §2.2',
    next: 'Look for \\r without \\n.',
  },
  'control-byte': {
    what: 'a header line has a control byte in it',
    expected: 'visible characters, spaces and tabs',
    reference: 'RFC 9110 §5.5',
    next: 'Look at the marked byte.',
  },
  'bad-length': {
    what: 'Content-Length is not a number',
    expected: 'digits only',
    reference: 'RFC 9110 §8.6',
    next: 'Write the number of bytes of the body in decimal digits.',
  },
  'lengths-differ': {
    what: 'two Content-Length headers say different things',
    expected: 'one Content-Length',
    reference: 'RFC 9112 §6.3',
    next: 'Write the header once.',
  },
  'length-and-chunked': {
    what: 'Content-Length and Transfer-Encoding come together',
    expected: 'one of the two',
    reference: 'RFC 9112 §6.2',
    next: 'A chunked body needs no length: leave Content-Length out.',
  },
} as const satisfies Record<HeaderLineRule, Words>

function wrongHeader({ name, how, expected, received }: WrongHeader): Sentence {
  const shownName = characters(name, 40).replaceAll(/(^|-)[a-z]/g, letter => letter.toUpperCase())
  const words = { reference: 'RFC 9110 §5', next: `Look at where ${shownName} is written.` }
  if (how === 'unwanted') {
    return {
      ...words,
      what: `the answer has a ${shownName} header that must not be there`,
      expected: `no ${shownName}`,
      received: quoted(received ?? ''),
    }
  }
  const wanted = expected === undefined ? shownName : `${shownName}: ${characters(expected)}`
  if (how === 'missing')
    return {
      ...words,
      what: `the answer has no ${shownName} header`,
      expected: wanted,
      received: 'no such header',
      next: `Write ${wanted} among the headers.`,
    }
  return {
    ...words,
    what: `the ${shownName} header says something else`,
    expected: wanted,
    received: quoted(received ?? ''),
  }
}

function wrongBody({ how, bodyOffset, bodyBytes, expected, received }: WrongBody): Sentence {
  const words = {
    expected: expected === '' ? 'the end of the body' : quoted(expected),
    received: received === '' ? 'the end of the body' : quoted(received),
  }
  switch (how) {
    case 'differs':
      return {
        ...words,
        what: `the body is not what it should be, from its byte ${bodyOffset} on`,
        next: 'Compare the two from the marked byte on.',
      }
    case 'too-short':
      return {
        ...words,
        what: `the body stops after ${count(bodyBytes, 'byte')}`,
        next: 'Something at the end is not sent, or is sent after the connection was ended.',
      }
    case 'too-long':
      return {
        ...words,
        what: `the body should end after ${count(bodyOffset, 'byte')}, and goes on`,
        next: 'Send the bytes up to here and nothing more.',
      }
    case 'missing-line':
      return {
        ...words,
        what: 'a line is missing from the body',
        expected: `"${characters(expected)}"`,
        received: 'no such line',
        next: 'Look for what should have made this line.',
      }
    case 'unwanted-line':
      return {
        ...words,
        what: 'the body has a line that must not be there',
        expected: 'no such line',
        next: 'Look for what makes this line.',
      }
  }
}
