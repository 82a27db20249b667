// Pages for the values of an environ: joined, trimmed, cut, or made of something else. Data only.

import { answered, asked } from './example.ts'
import type { PageText } from './page.ts'

export const environValuePages = {
  'not-joined': {
    title: 'A header that came several times has lost values',
    meaning: [
      'A header may come more than once, and an environ has one value for each key. The values are put together in their order, with a comma and a space between them.',
      'For Cookie it is a semicolon and a space, since a comma may be part of a cookie.',
      'This code is given when only one of the values is there, or when something else stands between them.',
    ],
    bytes: {
      wrong: [...asked('/', 'Accept: text/html', 'Accept: */*'), ...answered('HTTP_ACCEPT=*/*', 'HTTP_HOST=localhost')],
      right: [
        ...asked('/', 'Accept: text/html', 'Accept: */*'),
        ...answered('HTTP_ACCEPT=text/html, */*', 'HTTP_HOST=localhost'),
      ],
    },
    reference: 'RFC 9110 §5.3; RFC 6265 §5.4 for Cookie',
    find: {
      command: 'tsgi-learn trace 3',
      place: 'Look at the line that sets the key: what happens to a value that is there already?',
    },
    fix: [
      {
        wrong: ['environ[key] = value'],
        right: ['const before = environ[key]', 'environ[key] = before === undefined ? value : `${before}, ${value}`'],
      },
    ],
  },
  'not-trimmed': {
    title: 'A value keeps the spaces around it',
    meaning: [
      'After the colon of a header there may be spaces and tabs, and behind the value too. They are no part of it.',
      'This code is given when a value is right but for them.',
      'A comparison with `===` then fails, and nobody sees why.',
    ],
    bytes: {
      wrong: [...asked('/', 'X-Answer:   42\\x20'), ...answered('HTTP_HOST=localhost', 'HTTP_X_ANSWER=   42\\x20')],
      right: [...asked('/', 'X-Answer:   42\\x20'), ...answered('HTTP_HOST=localhost', 'HTTP_X_ANSWER=42')],
    },
    reference: 'RFC 9112 §5.1',
    find: { command: 'tsgi-learn trace 3 --hex', place: 'Look for `20` right after `3d`, which is the equals sign.' },
    fix: [{ wrong: ['line.slice(colon + 1)'], right: ['line.slice(colon + 1).trim()'] }],
  },
  'trimmed-too-much': {
    title: 'A value has lost bytes that are its own',
    meaning: [
      'Around a value there may be spaces and tabs, and nothing else is taken away. `trim` takes more: a no-break space for one, which is the byte a0.',
      'In UTF-8 an à is the two bytes c3 a0. Held as text of one char a byte, it ends in what `trim` takes for a space.',
      'This code is given when a value is right but for what `trim` has taken.',
    ],
    bytes: {
      wrong: [...asked('/', 'X-Word: voil\\xc3\\xa0'), ...answered('HTTP_HOST=localhost', 'HTTP_X_WORD=voil\\xc3')],
      right: [
        ...asked('/', 'X-Word: voil\\xc3\\xa0'),
        ...answered('HTTP_HOST=localhost', 'HTTP_X_WORD=voil\\xc3\\xa0'),
      ],
    },
    reference: 'RFC 9110 §5.5 and §5.6.3; ECMAScript, String.prototype.trim',
    find: {
      command: 'tsgi-learn trace 3 --hex',
      place: 'Search your file for `trim` and for `\\s`: both mean more than spaces and tabs.',
    },
    fix: [{ wrong: ['value.trim()'], right: ["value.replace(/^[ \\t]+|[ \\t]+$/g, '')"] }],
  },
  'cut-at-separator': {
    title: 'A value is cut at a character of its own',
    meaning: [
      'The first colon of a header line ends the name. Every other colon is part of the value, as in `Host: localhost:8888`.',
      'This code is given when a value stops at a `:`, `?` or `=` that is part of it, or begins after one.',
      '`split` cuts at each separator; what is wanted is a cut at the first.',
    ],
    bytes: {
      wrong: [...asked('/', 'Referer: http://a/'), ...answered('HTTP_HOST=localhost', 'HTTP_REFERER=http')],
      right: [...asked('/', 'Referer: http://a/'), ...answered('HTTP_HOST=localhost', 'HTTP_REFERER=http://a/')],
    },
    reference: 'RFC 9112 §5; RFC 3986 §3.4 for the query',
    find: { command: 'tsgi-learn trace 3', place: 'Search your file for `split(` with `":"` or `"?"` in it.' },
    fix: [
      {
        wrong: ["const [name, value] = line.split(':')"],
        right: [
          "const colon = line.indexOf(':')",
          'const name = line.slice(0, colon)',
          'const value = line.slice(colon + 1).trim()',
        ],
      },
    ],
  },
  'case-changed': {
    title: 'A value has changed its case',
    meaning: [
      'The names of headers have no case. Methods, targets and values do: `get` is another method than `GET`, and nobody knows it.',
      'This code is given when a value has the right letters, in capitals or not as they must not be.',
    ],
    bytes: {
      wrong: [...asked('/', 'X-Name: Ada'), ...answered('HTTP_HOST=localhost', 'HTTP_X_NAME=ada')],
      right: [...asked('/', 'X-Name: Ada'), ...answered('HTTP_HOST=localhost', 'HTTP_X_NAME=Ada')],
    },
    reference: 'RFC 9110 §9.1 for methods; RFC 9110 §5.5 for values',
    find: {
      command: 'tsgi-learn trace 3',
      place:
        'Search your file for `toUpperCase` and `toLowerCase`: is it the name they are used on, or the whole line?',
    },
    fix: [{ wrong: ['const [name, value] = cut(line.toLowerCase())'], right: ['const [name, value] = cut(line)'] }],
  },
  'undefined-value': {
    title: 'A value is the word "undefined"',
    meaning: [
      'What is not there is left out of an environ. JavaScript makes a text of it all the same: `${nothing}` is `undefined`.',
      'This code is given when a value is `undefined`, `null`, `NaN` or `[object ...]`.',
      'An application that asks whether there is a query finds one, and it is nine letters long.',
    ],
    bytes: {
      wrong: [...asked('/'), ...answered('CONTENT_TYPE=undefined', 'HTTP_HOST=localhost')],
      right: [...asked('/'), ...answered('HTTP_HOST=localhost')],
    },
    reference: 'PEP 3333, environ Variables',
    find: {
      command: 'tsgi-learn trace 3',
      place: 'Look at where this key is set: when is there nothing to set it to?',
    },
    fix: [
      {
        wrong: ["environ.CONTENT_TYPE = fields.get('content-type')"],
        right: ["const type = fields.get('content-type')", 'if (type !== undefined) environ.CONTENT_TYPE = type'],
      },
      { wrong: ["target.split('?')[1]"], right: ["target.split('?')[1] ?? ''"] },
    ],
  },
  'wrong-value': {
    title: 'A value is another one',
    meaning: [
      'The key is there, and its value is not the one that this request and this server should have.',
      'This code is given when no other code says more exactly what happened to the value.',
      'SERVER_PORT is the port that the server listens on, REMOTE_PORT that of the client, and neither is what Host says. The version is `[1, 0]`, printed as `1.0`.',
    ],
    bytes: {
      wrong: [...asked('/'), ...answered('tsgi.version=1,0')],
      right: [...asked('/'), ...answered('tsgi.version=1.0')],
    },
    reference: 'PEP 3333, environ Variables',
    find: {
      command: 'tsgi-learn trace 3',
      place: 'Search your file for the key. What is its value made of, and is it a text?',
    },
    fix: [
      {
        wrong: ['environ.SERVER_PORT = String(socket.remotePort)'],
        right: ['environ.SERVER_PORT = String(socket.localPort)'],
      },
      { wrong: ['`${[1, 0]}`'], right: ["[1, 0].join('.')"] },
    ],
  },
} as const satisfies Readonly<Record<string, PageText>>
