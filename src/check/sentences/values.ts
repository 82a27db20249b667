// The words for a line KEY=value that is not what the request line or the environ says.

import type { ToldFacts, ValueCode } from '../gateway-diagnosis.ts'
import { octets, quoted, type Sentence } from './sentence.ts'

/** What is wrong and what to do about it; both sides are lines, unless it says otherwise. */
type Words = Pick<Sentence, 'what' | 'next'> & Partial<Sentence>

const table = {
  'target-not-split': key => ({
    what: `${key} holds more of the request line than its own part`,
    reference: 'RFC 9112 §3',
    next: 'Split the line at its two spaces: method, target, version. In the target, the path ends at the first "?".',
  }),
  'target-changed': key => ({
    what: `${key} is not what the client sent`,
    reference: 'RFC 9112 §3.2',
    next: 'Take the bytes between the spaces as they are: no new URL, which resolves dots and moves the query.',
  }),
  'query-in-path': key => ({
    what: `the query is still in ${key}`,
    reference: 'PEP 3333, environ Variables',
    next: 'Cut the target at its first "?": PATH_INFO is before it, QUERY_STRING after it.',
  }),
  'query-mark-kept': key => ({
    what: `${key} begins with the question mark`,
    reference: 'RFC 3986 §3.4',
    next: 'The "?" parts the path from the query and belongs to neither.',
  }),
  'not-decoded': key => ({
    what: `${key} is not percent-decoded`,
    reference: 'RFC 3986 §2.1; PEP 3333, URL Reconstruction',
    next: 'In the path, each % and two digits stand for one byte: put that byte in their place, once.',
  }),
  'decoded-twice': key => ({
    what: `${key} was decoded twice`,
    reference: 'RFC 3986 §2.4',
    next: 'Look for two calls of the decoder: what is decoded once may hold a % that means itself.',
  }),
  'decoded-too-soon': key => ({
    what: `${key} was decoded, and must stay as it came`,
    reference: 'RFC 3986 §2.4',
    next: 'Only percent signs of PATH_INFO are decoded here, and a "+" nowhere: the rest is for the application.',
  }),
  'decoded-as-utf-8': key => ({
    what: `${key} was decoded to characters, and must be bytes`,
    reference: 'PEP 3333, Unicode Issues',
    next: 'One char for each byte: String.fromCharCode of each, or latin1. decodeURIComponent reads UTF-8.',
  }),
  'header-not-prefixed': () => ({
    what: 'a header is in the environ without HTTP_ before its key',
    reference: 'PEP 3333, environ Variables',
    next: 'Every header but Content-Type and Content-Length gets HTTP_, so that none can be taken for anything else.',
  }),
  'key-misspelt': key => ({
    what: `the key ${key} is not written as it should be`,
    reference: 'RFC 3875 §4.1.18',
    next: 'A key has capitals, and an underscore for each hyphen: X-Request-Id is HTTP_X_REQUEST_ID.',
  }),
  'content-type-prefixed': key => ({
    what: `${key} must be without HTTP_`,
    reference: 'PEP 3333, environ Variables',
    next: 'Content-Type and Content-Length are the two headers whose keys have no HTTP_ before them.',
  }),
  'underscore-not-dropped': key => ({
    what: `a header with an underscore in its name became ${key}`,
    reference: 'PEP 3333, environ Variables',
    next: 'X_User would get the key of X-User, and could forge it: leave out every name that has a "_".',
  }),
  'not-joined': key => ({
    what: `${key} does not hold all values that the client sent`,
    reference: 'RFC 9110 §5.3',
    next: 'When a key is there already, add ", " and the new value; for Cookie, "; ".',
  }),
  'not-trimmed': key => ({
    what: `${key} keeps the spaces around its value`,
    reference: 'RFC 9112 §5.1',
    next: 'Spaces and tabs between the colon and the value, and after it, are no part of the value: trim them.',
  }),
  'trimmed-too-much': key => ({
    what: `${key} has lost bytes that are part of its value`,
    reference: 'RFC 9110 §5.5',
    next: 'Only spaces and tabs go: trim() also takes the byte a0, with which an "à" of UTF-8 ends.',
  }),
  'cut-at-separator': key => ({
    what: `${key} is cut at a character that is part of the value`,
    reference: 'RFC 9112 §5',
    next: 'Only the first colon, or the first "?", parts two things: use indexOf and slice, not split.',
  }),
  'case-changed': key => ({
    what: `${key} has the right letters in the wrong case`,
    reference: 'RFC 9110 §9.1',
    next: 'Values stay as they came; only the names of headers change their case, to make keys.',
  }),
  'undefined-value': key => ({
    what: `${key} is the word that stands for no value`,
    reference: 'PEP 3333, environ Variables',
    next: 'A key without a value is left out of the environ: absent, not undefined.',
  }),
  'key-missing': key => ({
    what: `there is no ${key}`,
    received: 'no such line',
    reference: 'PEP 3333, environ Variables',
    next: `Look for where ${key} should be set, and whether it is set when its value is empty.`,
  }),
  'key-unwanted': key => ({
    what: `${key} must not be there`,
    reference: 'PEP 3333, environ Variables',
    next: 'Look for what puts this key in: process.env, an object that several requests share, a loop over all headers.',
  }),
  'wrong-value': key => ({
    what: `${key} says something else`,
    next: `Look for where ${key} is set, and what it is made of.`,
  }),
  'not-sorted': key => ({
    what: `the lines are not in order: ${key} comes too soon`,
    next: 'Sort the keys by their char codes: Object.keys(environ).sort(), with nothing given to sort.',
  }),
} as const satisfies Record<ValueCode, (key: string) => Words>

export function isValueFault(facts: ToldFacts): facts is ToldFacts & { readonly code: ValueCode } {
  return Object.hasOwn(table, facts.code)
}

export function sayValue({ code, key, expected, received }: ToldFacts & { readonly code: ValueCode }): Sentence {
  const shown = key === undefined ? 'a value' : octets(key, 40)
  return { ...sidesOf(code, { key, expected, received }), ...table[code](shown) }
}

type Sides = Pick<ToldFacts, 'key' | 'expected' | 'received'>

function sidesOf(code: ValueCode, { key, expected, received }: Sides): Pick<Sentence, 'expected' | 'received'> {
  const start = key === undefined ? '' : `${key}=`
  if (code === 'not-sorted') return { expected: `${octets(expected ?? '')} at this place`, received: octets(received) }
  // The line that stands in its place has its own key.
  const isLine = code === 'key-misspelt' || code === 'header-not-prefixed' || code === 'content-type-prefixed'
  return {
    expected: expected === undefined ? 'no such line' : quoted(start + expected),
    received: quoted(isLine && received.includes('=') ? received : start + received),
  }
}
