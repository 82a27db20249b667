// Pages for the target of a request and what becomes of it: split, decoded, or changed where it should stay. Data only.

import { answered, asked } from './example.ts'
import type { PageText } from './page.ts'

export const requestLinePages = {
  'target-not-split': {
    title: 'A part of the request line holds more than itself',
    meaning: [
      'A request line has three parts with one space between them: method, target, version. The target has a path and, after the first `?`, a query.',
      'This code is given when a value holds a space and what stands after it in the line, or when QUERY_STRING is the whole target.',
      'It is also given when PATH_INFO begins with `http://`: a target may be a whole URI, and then scheme and host come before the path.',
    ],
    bytes: {
      wrong: [...asked('/a'), ...answered('method=GET /a HTTP/1.1')],
      right: [...asked('/a'), ...answered('method=GET')],
    },
    reference: 'RFC 9112 §3 and §3.2',
    find: {
      command: 'tsgi-learn trace 2',
      place: 'Find where the first line is cut. How many pieces does it come to, and which of them is used?',
    },
    fix: [
      {
        wrong: ['const [method] = head.split("\\r\\n")'],
        right: ['const [line] = head.split("\\r\\n")', 'const [method, target, version] = line.split(" ")'],
      },
    ],
  },
  'target-changed': {
    title: 'The target is not what the client sent',
    meaning: [
      'The target is what stands between the two spaces of the request line, byte for byte.',
      'This code is given when it lost its query, or when it is what `new URL` makes of it: dots resolved, letters escaped, a host put before it.',
      'Whether `/a/../b` is the same as `/b` is not for the server to decide: the application may have its own view of that.',
    ],
    bytes: {
      wrong: [...asked('/a/../b'), ...answered('target=/b')],
      right: [...asked('/a/../b'), ...answered('target=/a/../b')],
    },
    reference: 'RFC 9112 §3.2; TSGI.md, REQUEST_URI',
    find: {
      command: 'tsgi-learn trace 2',
      place:
        'Search your file for `URL`, `normalize` and `split("?")`. Which of them stands before the target is kept?',
    },
    fix: [
      {
        wrong: ["const target = new URL(words[1], 'http://localhost').pathname"],
        right: ['const target = words[1]'],
      },
    ],
  },
  'query-in-path': {
    title: 'The query is still in the path',
    meaning: [
      'The first `?` of a target ends the path. What follows it is the query, and has a key of its own.',
      'This code is given when PATH_INFO ends with a `?` and the query.',
      'An application that looks up `/hello` in its table of pages then finds nothing for `/hello?name=ada`.',
      'Small servers in tutorials often leave it there, since their one page does not care.',
    ],
    bytes: {
      wrong: [...asked('/hello?name=ada'), ...answered('PATH_INFO=/hello?name=ada', 'QUERY_STRING=')],
      right: [...asked('/hello?name=ada'), ...answered('PATH_INFO=/hello', 'QUERY_STRING=name=ada')],
    },
    reference: 'RFC 3986 §3.4; PEP 3333, environ Variables',
    find: {
      command: 'tsgi-learn trace 3',
      place: 'Look at where PATH_INFO is set. Is it the target as it came?',
    },
    fix: [
      {
        wrong: ['environ.PATH_INFO = target'],
        right: [
          "const mark = target.indexOf('?')",
          'environ.PATH_INFO = mark < 0 ? target : target.slice(0, mark)',
          "environ.QUERY_STRING = mark < 0 ? '' : target.slice(mark + 1)",
        ],
      },
    ],
  },
  'query-mark-kept': {
    title: 'The query string begins with its question mark',
    meaning: [
      'The `?` parts the path from the query. It belongs to neither.',
      'This code is given when QUERY_STRING is right but for a `?` before it.',
      '`url.search` has the mark, and so has a slice that begins one too early.',
    ],
    bytes: {
      wrong: [...asked('/a?b=c'), ...answered('PATH_INFO=/a', 'QUERY_STRING=?b=c')],
      right: [...asked('/a?b=c'), ...answered('PATH_INFO=/a', 'QUERY_STRING=b=c')],
    },
    reference: 'RFC 3986 §3.4',
    find: {
      command: 'tsgi-learn trace 3',
      place: 'Look at where QUERY_STRING is cut out of the target: at the mark, or one after it?',
    },
    fix: [{ wrong: ['target.slice(mark)'], right: ['target.slice(mark + 1)'] }],
  },
  'not-decoded': {
    title: 'The path still has its percent signs',
    meaning: [
      'Most bytes cannot stand in a target as they are. `%` and two hexadecimal digits stand for one byte each: `%20` is a space.',
      'This code is given when PATH_INFO would be right if it were decoded.',
      'The query is left as it came: the application decodes it when it has been split at `&`.',
    ],
    bytes: {
      wrong: [...asked('/two%20words'), ...answered('PATH_INFO=/two%20words')],
      right: [...asked('/two%20words'), ...answered('PATH_INFO=/two words')],
    },
    reference: 'RFC 3986 §2.1; PEP 3333, URL Reconstruction',
    find: { command: 'tsgi-learn trace 3', place: 'Look at where PATH_INFO is set: which function decodes it?' },
    fix: [
      {
        wrong: ['environ.PATH_INFO = path'],
        right: [
          'environ.PATH_INFO = path.replace(/%([0-9a-f]{2})/gi, (_, digits) =>',
          '  String.fromCharCode(parseInt(digits, 16)))',
        ],
      },
    ],
  },
  'decoded-twice': {
    title: 'The path was decoded twice',
    meaning: [
      'A percent sign that means itself is sent as `%25`. Decoded once, `%2541` is `%41`, and that is the path.',
      'This code is given when PATH_INFO is what comes of decoding it again.',
      'A server that decodes twice lets in what somebody before it has looked for and not found: `%252e%252e` becomes `..`.',
    ],
    bytes: {
      wrong: [...asked('/%2541'), ...answered('PATH_INFO=/A')],
      right: [...asked('/%2541'), ...answered('PATH_INFO=/%41')],
    },
    reference: 'RFC 3986 §2.4',
    find: {
      command: 'tsgi-learn trace 3',
      place:
        'Count the decoders between the request line and PATH_INFO. `new URL` is none, `decodeURIComponent` is one.',
    },
    fix: [{ wrong: ['pathInfoFrom(decodeURIComponent(path))'], right: ['pathInfoFrom(path)'] }],
  },
  'decoded-too-soon': {
    title: 'Something was decoded that must stay as it came',
    meaning: [
      'In a query, `&` parts two fields and `%26` is an `&` inside one. Once it is decoded nobody can tell them apart.',
      'So QUERY_STRING and REQUEST_URI stay as they came. This code is given when one of them was decoded.',
      'It is also given when a `+` became a space: in a path a plus is a plus, and in a query it is for the application to read.',
    ],
    bytes: {
      wrong: [...asked('/?a=1%262'), ...answered('QUERY_STRING=a=1&2')],
      right: [...asked('/?a=1%262'), ...answered('QUERY_STRING=a=1%262')],
    },
    reference: 'RFC 3986 §2.4',
    find: {
      command: 'tsgi-learn trace 3',
      place: 'Is the target decoded before it is cut at the `?`? Cut first, then decode the path alone.',
    },
    fix: [
      {
        wrong: ['const [path, query] = decode(target).split("?")'],
        right: ['const mark = target.indexOf("?")', 'const path = decode(target.slice(0, mark))'],
      },
    ],
  },
  'decoded-as-utf-8': {
    title: 'The path was decoded to characters, not to bytes',
    meaning: [
      'PATH_INFO holds bytes, one char each: `%C3%A9` is two chars, U+00C3 and U+00A9. Which characters they mean is for the application to say.',
      'This code is given when the two came as one char, so that one byte came back, or when bytes that are no UTF-8 became `ef bf bd`.',
      'Python did the same for the same reason: PEP 3333 calls them native strings that hold bytes.',
    ],
    bytes: {
      wrong: [...asked('/caf%C3%A9'), ...answered('PATH_INFO=/caf\\xe9')],
      right: [...asked('/caf%C3%A9'), ...answered('PATH_INFO=/caf\\xc3\\xa9')],
    },
    reference: 'PEP 3333, Unicode Issues',
    find: {
      command: 'tsgi-learn trace 3 --hex',
      place: 'Search your file for `decodeURIComponent`, `TextDecoder` and `toString()`: all three read UTF-8.',
    },
    fix: [
      {
        wrong: ['decodeURIComponent(path)'],
        right: ['path.replace(/%([0-9a-f]{2})/gi, (_, digits) =>', '  String.fromCharCode(parseInt(digits, 16)))'],
      },
    ],
  },
} as const satisfies Readonly<Record<string, PageText>>
