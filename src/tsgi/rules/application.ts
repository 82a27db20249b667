// The rules of the call: what an application is, how it is called, what it gives back.

import { applicationRule, serverRule, source, type Rules } from './rule.ts'

export const applicationRules = {
  'application-shape': applicationRule(
    source.overview,
    'An application is a function, an object with a `handle` method, or a class whose instances are iterable.',
    'load',
  ),
  'application-arguments': serverRule(
    source.details,
    'The server calls the application once for each request, with `environ` and `startResponse` and nothing else.',
    'validate',
    'wire',
  ),
  'application-again': applicationRule(
    source.details,
    'An application can be called again, also before an earlier call has ended: requests overlap at every `await`.',
    'wire',
  ),
  'body-missing': applicationRule(
    source.overview,
    'An application gives back a body, or a promise of one, always: an empty array when there is nothing to send, and also when it used `write`.',
    'respond',
    'validate',
  ),
  'body-not-wrapped': applicationRule(
    source.unicode,
    'Bytes or a text alone are no body, although both are iterable: wrap bytes in an array, `[bytes]`.',
    'respond',
    'validate',
  ),
  'body-shape': applicationRule(
    source.details,
    'A body is iterable or async iterable. Where it is both, it is read as async iterable.',
    'respond',
    'validate',
  ),
} as const satisfies Rules
