// Pages for the keys of an environ: their names, their order, and which must or must not be there. Data only.

import { answered, asked } from './example.ts'
import type { PageText } from './page.ts'

export const environKeyPages = {
  'header-not-prefixed': {
    title: 'A header has no HTTP_ before its key',
    meaning: [
      'Whoever sends a request chooses the names of its headers. `Path`, `Server-Name` and `Request-Method` are names like others.',
      'So each header gets HTTP_ before its key, and can be taken for nothing else.',
      'This code is given when the key of a header is there without HTTP_.',
    ],
    bytes: {
      wrong: [...asked('/', 'X-Request-Id: 42'), ...answered('HTTP_HOST=localhost', 'X_REQUEST_ID=42')],
      right: [...asked('/', 'X-Request-Id: 42'), ...answered('HTTP_HOST=localhost', 'HTTP_X_REQUEST_ID=42')],
    },
    reference: 'PEP 3333, environ Variables; RFC 3875 §4.1.18',
    find: { command: 'tsgi-learn trace 3', place: 'Look at the line that makes the key out of the name of a header.' },
    fix: [
      {
        wrong: ["const key = name.toUpperCase().replaceAll('-', '_')"],
        right: ["const key = `HTTP_${name.toUpperCase().replaceAll('-', '_')}`"],
      },
    ],
  },
  'key-misspelt': {
    title: 'A key is not written as it should be',
    meaning: [
      'The names of headers have no case, and the keys of an environ do: they are capitals, digits and underscores.',
      'This code is given when a key is right but for its case, a hyphen, or another mark between its words.',
      '`replace` with a text changes the first hyphen only; `replaceAll` changes each.',
    ],
    bytes: {
      wrong: [...asked('/', 'X-Request-Id: 42'), ...answered('HTTP_HOST=localhost', 'HTTP_X_REQUEST-ID=42')],
      right: [...asked('/', 'X-Request-Id: 42'), ...answered('HTTP_HOST=localhost', 'HTTP_X_REQUEST_ID=42')],
    },
    reference: 'RFC 3875 §4.1.18; RFC 9110 §5.1',
    find: { command: 'tsgi-learn trace 3', place: 'Look at the line that makes the key out of the name of a header.' },
    fix: [{ wrong: ["name.replace('-', '_')"], right: ["name.replaceAll('-', '_')"] }],
  },
  'content-type-prefixed': {
    title: 'Content-Type or Content-Length has HTTP_ before its key',
    meaning: [
      'Two headers say what the body of the request is. Their keys are CONTENT_TYPE and CONTENT_LENGTH, without HTTP_: so it was in CGI.',
      'This code is given when one of them is there with HTTP_, be it alone or as well.',
      'Applications look at CONTENT_LENGTH to know how much they may read, and find nothing.',
    ],
    bytes: {
      wrong: [
        ...asked('/', 'Content-Type: text/plain'),
        ...answered('HTTP_CONTENT_TYPE=text/plain', 'HTTP_HOST=localhost'),
      ],
      right: [...asked('/', 'Content-Type: text/plain'), ...answered('CONTENT_TYPE=text/plain', 'HTTP_HOST=localhost')],
    },
    reference: 'PEP 3333, environ Variables; RFC 3875 §4.1.2 and §4.1.3',
    find: {
      command: 'tsgi-learn trace 3',
      place: 'Look at the line that puts HTTP_ before a key: for which names is it left out?',
    },
    fix: [
      {
        wrong: ['environ[`HTTP_${key}`] = value'],
        right: [
          "const isPlain = key === 'CONTENT_TYPE' || key === 'CONTENT_LENGTH'",
          'environ[isPlain ? key : `HTTP_${key}`] = value',
        ],
      },
    ],
  },
  'underscore-not-dropped': {
    title: 'A header with an underscore in its name got through',
    meaning: [
      '`X-User` and `X_User` are two names, and would both have the key HTTP_X_USER.',
      'A proxy that sets `X-User` takes away the one of a client, and lets `X_User` pass: then a client can say who it is.',
      'So a header with an underscore in its name is left out. This code is given when its value is in the environ.',
    ],
    bytes: {
      wrong: [...asked('/', 'X_User: eve'), ...answered('HTTP_HOST=localhost', 'HTTP_X_USER=eve')],
      right: [...asked('/', 'X_User: eve'), ...answered('HTTP_HOST=localhost')],
    },
    reference: 'RFC 3875 §4.1.18; TSGI.md, HTTP_*',
    find: { command: 'tsgi-learn trace 3', place: 'Look at the loop over the headers: which names does it pass over?' },
    fix: [
      {
        wrong: ['for (const [name, value] of fields) {'],
        right: ['for (const [name, value] of fields) {', "  if (name.includes('_')) continue"],
      },
    ],
  },
  'key-missing': {
    title: 'A key is missing',
    meaning: [
      'Some keys are there for every request, also when their value is empty: SCRIPT_NAME and QUERY_STRING most of all. Others are there when their header is.',
      'This code is given when a line of the check has no line with its key in the answer, nor one that could be meant for it.',
    ],
    bytes: {
      wrong: [...asked('/'), ...answered('PATH_INFO=/')],
      right: [...asked('/'), ...answered('PATH_INFO=/', 'SCRIPT_NAME=')],
    },
    reference: 'PEP 3333, environ Variables',
    find: {
      command: 'tsgi-learn trace 3',
      place: 'Search your file for the key. Is it set under a condition, or left out when it is empty?',
    },
    fix: [
      {
        wrong: ['const lines = entries.filter(([, value]) => value)'],
        right: ['const lines = entries.filter(([, value]) => value !== undefined)'],
      },
    ],
  },
  'key-unwanted': {
    title: 'A key is there that must not be',
    meaning: [
      'An environ is made fresh for each request, of this request and of what the server is. Nothing of the process is in it.',
      'This code is given when a line has a key that the check does not have, or forbids.',
      'Old CGI programs got the variables of the process as well, and `...process.env` does that still: secrets are in there.',
    ],
    bytes: {
      wrong: [...asked('/'), ...answered('HOME=/home/ada', 'HTTP_HOST=localhost')],
      right: [...asked('/'), ...answered('HTTP_HOST=localhost')],
    },
    reference: 'PEP 3333, environ Variables; TSGI.md, Environ',
    find: {
      command: 'tsgi-learn trace 3',
      place: 'Is the object made inside the function that serves one request, and of what?',
    },
    fix: [
      { wrong: ['const environ = { ...process.env }'], right: ['const environ = {}'] },
      {
        wrong: ['const environ = {}   // outside of serve'],
        right: ['function serve(socket) {', '  const environ = {}'],
      },
    ],
  },
  'not-sorted': {
    title: 'The keys are not in order',
    meaning: [
      'So that two environs can be compared, the lines are sorted by key, capitals before small letters: by the codes of their chars.',
      'This code is given when all lines are there and right, and stand in another order.',
      '`localeCompare` sorts as in a dictionary, where `a` comes before `B`; `sort()` with nothing in it sorts by code.',
    ],
    bytes: {
      wrong: [...asked('/'), ...answered('tsgi.version=1.0', 'HTTP_HOST=localhost')],
      right: [...asked('/'), ...answered('HTTP_HOST=localhost', 'tsgi.version=1.0')],
    },
    reference: 'ECMAScript, Array.prototype.sort',
    find: {
      command: 'tsgi-learn trace 3',
      place: 'Search your file for `sort`: what does it compare, lines or keys, and how?',
    },
    fix: [{ wrong: ['keys.sort((a, b) => a.localeCompare(b))'], right: ['keys.sort()'] }],
  },
} as const satisfies Readonly<Record<string, PageText>>
