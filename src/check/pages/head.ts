// Pages for the head of an answer: its status line, its header lines, their line ends and the blank line. Data only.

import { closed } from './example.ts'
import type { PageText } from './page.ts'

const asked = ['> GET / HTTP/1.1', '> Host: a', '>'] as const

export const headPages = {
  'no-status-line': {
    title: 'The answer does not begin with a status line',
    meaning: [
      'The first line of an answer says how it went: the version of HTTP, a number of three digits, and a word or two.',
      'This code is given when bytes came back, and they do not begin with `HTTP/`.',
      'A client cannot read such an answer at all. Something was written before the status line, or the status line was never written.',
    ],
    bytes: {
      wrong: [...asked, '< GET / HTTP/1.1\\r\\n', '< Host: a\\r\\n', '< \\r\\n', closed],
      right: [
        ...asked,
        '< HTTP/1.1 200 OK\\r\\n',
        '< \\r\\n',
        '< GET / HTTP/1.1\\r\\n',
        '< Host: a\\r\\n',
        '< \\r\\n',
        closed,
      ],
    },
    reference: 'RFC 9112 §4',
    find: {
      command: 'tsgi-learn trace 1',
      place:
        'The message names the line of your file that wrote the first byte. It must be the one with the status line.',
    },
    fix: [
      {
        wrong: ['socket.end(head)'],
        right: ["socket.write('HTTP/1.1 200 OK\\r\\n\\r\\n')", 'socket.end(head)'],
      },
      {
        wrong: ["socket.write('Content-Type: text/plain\\r\\n')", "socket.write('HTTP/1.1 200 OK\\r\\n')"],
        right: ["socket.write('HTTP/1.1 200 OK\\r\\n')", "socket.write('Content-Type: text/plain\\r\\n')"],
      },
    ],
  },
  'bad-status-line': {
    title: 'The status line is not well formed',
    meaning: [
      'A status line has exactly this form: the version, one space, three digits, one space, and a reason that may be empty.',
      'This code is given when the answer begins with `HTTP/`, in capitals or not, and one of these parts is wrong or missing.',
      'The mark in the message stands under the first byte that is wrong.',
    ],
    bytes: {
      wrong: [...asked, '< HTTP/1.1200 OK\\r\\n', '< \\r\\n', closed],
      right: [...asked, '< HTTP/1.1 200 OK\\r\\n', '< \\r\\n', closed],
    },
    reference: 'RFC 9112 §4; RFC 9112 §2.3 for the version',
    find: {
      command: 'tsgi-learn trace 1',
      place: 'Compare the line, character by character, with `HTTP/1.1 200 OK`.',
    },
    fix: [
      {
        wrong: ["'HTTP/1.1' + '200 OK\\r\\n'"],
        right: ["'HTTP/1.1 ' + '200 OK\\r\\n'"],
      },
      {
        wrong: ["'HTTP/1.1 200\\r\\n'"],
        right: ["'HTTP/1.1 200 \\r\\n'   // the space stays, the reason may go"],
      },
    ],
  },
  'lf-only': {
    title: 'A line of the head ends in LF alone',
    meaning: [
      'In HTTP a line ends in two bytes: CR and LF, written `\\r\\n` in TypeScript.',
      'This code is given when the status line, a header line or the blank line ends in LF without a CR before it.',
      'Many clients forgive this, so you may never see it in a browser. No server may count on that.',
      'A line break inside a template string is LF alone, and so is `\\n`.',
    ],
    bytes: {
      wrong: [...asked, '< HTTP/1.1 200 OK\\n', '< Content-Type: text/plain\\n', '< \\n', closed],
      right: [...asked, '< HTTP/1.1 200 OK\\r\\n', '< Content-Type: text/plain\\r\\n', '< \\r\\n', closed],
    },
    reference: 'RFC 9112 §2.1 and §2.2',
    find: {
      command: 'tsgi-learn trace 1 --hex',
      place: 'Every line of the head must end in `0d 0a`. Look for backquotes over several lines, and for `\\n` alone.',
    },
    fix: [
      {
        wrong: ['socket.write(`HTTP/1.1 200 OK', 'Content-Type: text/plain', '', '`)'],
        right: ["socket.write('HTTP/1.1 200 OK\\r\\n' + 'Content-Type: text/plain\\r\\n\\r\\n')"],
      },
      {
        wrong: ["lines.join('\\n')"],
        right: ["lines.join('\\r\\n')"],
      },
    ],
  },
  'bad-header-line': {
    title: 'A header line is not well formed',
    meaning: [
      'A header line is a name, a colon right after it, and a value.',
      'This code is given for a line without a colon or without a name, with a space before the colon, with a byte that no name may have, or with a control byte in it.',
      'It is also given for a line that begins with a space, and for lengths that make no sense: not a number, two that differ, or one together with `Transfer-Encoding`.',
      'If the line is the beginning of the body that was expected, the code is `no-blank-line` instead.',
    ],
    bytes: {
      wrong: [...asked, '< HTTP/1.1 200 OK\\r\\n', '< Content-Type : text/plain\\r\\n', '< \\r\\n', closed],
      right: [...asked, '< HTTP/1.1 200 OK\\r\\n', '< Content-Type: text/plain\\r\\n', '< \\r\\n', closed],
    },
    reference: 'RFC 9112 §5 and §5.1; RFC 9110 §5.5; for lengths RFC 9112 §6.2 and §6.3',
    find: {
      command: 'tsgi-learn trace 1',
      place: 'The mark stands under the byte. The message names the line of your file that wrote it.',
    },
    fix: [
      {
        wrong: ["'Content-Type text/plain\\r\\n'"],
        right: ["'Content-Type: text/plain\\r\\n'"],
      },
      {
        wrong: ["'Content-Type : text/plain\\r\\n'"],
        right: ["'Content-Type: text/plain\\r\\n'"],
      },
    ],
  },
  'no-blank-line': {
    title: 'The blank line after the headers is missing',
    meaning: [
      'An empty line tells the client that the headers are over and that the body begins.',
      'This code is given when the answer ends before such a line has come.',
      'It is also given when the expected body, or the request sent back, stands where a header line or the blank line should be. The client takes the body for headers then.',
    ],
    bytes: {
      wrong: [...asked, '< HTTP/1.1 200 OK\\r\\n', '< Content-Type: text/plain\\r\\n', '< hello\\r\\n', closed],
      right: [
        ...asked,
        '< HTTP/1.1 200 OK\\r\\n',
        '< Content-Type: text/plain\\r\\n',
        '< \\r\\n',
        '< hello\\r\\n',
        closed,
      ],
    },
    reference: 'RFC 9112 §2.1',
    find: {
      command: 'tsgi-learn trace 1 --hex',
      place:
        'Between the last header and the body there must be `0d 0a 0d 0a`. Look at the end of the last header line.',
    },
    fix: [
      {
        wrong: ["socket.write('HTTP/1.1 200 OK\\r\\nContent-Type: text/plain\\r\\n')"],
        right: ["socket.write('HTTP/1.1 200 OK\\r\\nContent-Type: text/plain\\r\\n\\r\\n')"],
      },
    ],
  },
} as const satisfies Readonly<Record<string, PageText>>
