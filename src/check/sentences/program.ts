// The words for a program that never came to serve, and for a process that went wrong while it did.

import type { Diagnosis, DiagnosisCode } from '../diagnosis.ts'
import {
  characters,
  count,
  duration,
  longestRequest,
  megabytes,
  quoted,
  type Sentence,
  type Sentences,
} from './sentence.ts'

type ProgramCode = Extract<
  DiagnosisCode,
  | 'syntax-error'
  | 'exited'
  | 'threw'
  | 'never-listened'
  | 'other-port'
  | 'other-address'
  | 'port-taken'
  | 'wrong-exit'
  | 'wrong-output'
  | 'blocked'
  | 'crashed-by-request'
  | 'output-flood'
  | 'out-of-memory'
>

export const programSentences = {
  'syntax-error': ({ message, hint }) => ({
    what: `the file cannot be read as a program: ${characters(message)}`,
    expected: 'TypeScript whose types can be taken away',
    received: characters(message, longestMessage),
    next: hint === undefined ? 'Look at the marked place, and at the line before it.' : characters(hint, 300),
  }),
  exited: ({ exitCode, signal, lastOutput }) => ({
    what: 'the program ended before it listened',
    expected: 'a program that listens and goes on running',
    received: `${ending(exitCode, signal)}${lastOutput === '' ? '' : `, after printing ${quoted(lastOutput)}`}`,
    next: 'A program goes on as long as something listens: is listen called?',
  }),
  threw: thrown => ({
    what: `the program threw ${articled(thrown.name)} ${thrown.before === undefined ? 'before it listened' : 'before it had said what it should'}`,
    expected:
      thrown.before === undefined
        ? 'a program that listens'
        : 'what the check asks for, and no error that nobody catches',
    received: thrownText(thrown),
    next: 'The marked line is the last one of this file in the stack.',
  }),
  'never-listened': ({ ms }) => (ms === 0 ? nobodyThere : notListening(ms)),
  'other-port': ({ asked, port }) => ({
    what: `the server listens on port ${port}, not on the one in $PORT`,
    expected: `port ${asked}`,
    received: `port ${port}`,
    next: 'Take the port from process.env.PORT; 8888 is only for when it is not set.',
  }),
  'other-address': ({ address, port }) => ({
    what: `the server listens on ${characters(address, 40)}, where 127.0.0.1 does not reach it`,
    expected: `127.0.0.1, port ${port}`,
    received: `${characters(address)}, port ${port}`,
    next: 'Give listen the host 127.0.0.1.',
  }),
  'port-taken': ({ port }) => ({
    what: `port ${port} is taken: another socket listens there already`,
    expected: 'a port that is free',
    received: 'EADDRINUSE',
    next: 'Does the file call listen twice, or does another program use this port?',
  }),
  'wrong-exit': ({ expected, found }) => ({
    what:
      found.type === 'goes-on'
        ? `the program ${found.isListening ? 'listens' : 'goes on running'}, where it should end`
        : `the program ended, but not with exit code ${expected}`,
    expected: `an end with exit code ${expected}`,
    received: exitText(found),
    next:
      found.type === 'goes-on'
        ? 'Look for what keeps it going: a server that listens never ends by itself.'
        : `A program that ends by itself has exit code 0; process.exit(${expected}) says another.`,
  }),
  'wrong-output': ({ expected, received }) => ({
    what: 'the program does not print the line that it should',
    expected: `"${characters(expected, longestLine)}"`,
    received: received === undefined ? 'no output at all' : quoted(received, longestLine),
    next: 'The whole line counts, every character of it; stdout and stderr both do.',
  }),
  blocked: ({ ms }) => ({
    what: 'the server is in a loop that does not end',
    expected: 'the event loop, free to take the next event',
    received: `nothing for ${duration(ms)}`,
    next: 'While code runs, no data comes in: what the loop waits for cannot happen until it returns.',
  }),
  'crashed-by-request': diagnosis => ({
    what: diagnosis.isRunning
      ? 'the server stopped listening after a request'
      : `the server died ${occasion(diagnosis)}`,
    expected: 'a server that lives on, whatever it is sent',
    received: diagnosis.thrown === undefined ? endOf(diagnosis) : thrownText(diagnosis.thrown),
    next: diagnosis.hasClientLeft
      ? "Clients leave when they like: listen for the socket's error event."
      : 'One client must not end the service of all others: handle it where it happens.',
  }),
  'output-flood': ({ printedBytes }) => ({
    what: 'the server prints without end, and does not answer',
    expected: 'an answer, and a line or two for each request',
    received: `${count(printedBytes, 'byte')} of output`,
    next: 'Look for what prints in a loop.',
  }),
  'out-of-memory': ({ bytes, limit }) => ({
    what: `the server took more than ${megabytes(limit)} of memory`,
    expected: `less than ${megabytes(limit)}`,
    received: megabytes(bytes),
    next: 'Look for what is kept and never let go, or a loop that adds to a list.',
  }),
} as const satisfies Sentences<ProgramCode>

const longestLine = 120

type FoundExit = Extract<Diagnosis, { code: 'wrong-exit' }>['found']

function exitText(found: FoundExit): string {
  if (found.type === 'code') return ending(found.code, undefined)
  return found.type === 'signal'
    ? ending(undefined, found.signal)
    : `a program that still runs after ${duration(found.ms)}`
}

const nobodyThere: Sentence = {
  what: 'nobody listens at this address',
  expected: 'a server that is running already',
  received: 'a refused connection',
  next: 'Start the server first, or look at the port.',
}

function notListening(ms: number): Sentence {
  return {
    what: 'the program runs, but it does not listen',
    expected: `a listening socket within ${duration(ms)}`,
    received: 'none',
    next: 'Is listen called, and is it reached without waiting for anything?',
  }
}

function occasion({ hasClientLeft, request }: Extract<Diagnosis, { code: 'crashed-by-request' }>): string {
  if (hasClientLeft) return 'when a client left'
  return request === '' ? 'when a client came' : `of the request ${quoted(request, longestRequest)}`
}

const longestMessage = 120

function thrownText({ name, message }: { readonly name: string; readonly message: string }): string {
  return `${characters(name)}: ${characters(message, longestMessage)}`
}

function articled(name: string): string {
  return `${/^[AEIOU]/i.test(name) ? 'an' : 'a'} ${characters(name, 40)}`
}

function ending(exitCode: number | undefined, signal: string | undefined): string {
  return signal === undefined ? `an end with exit code ${exitCode ?? 0}` : `an end by ${characters(signal)}`
}

function endOf(facts: {
  readonly isRunning: boolean
  readonly exitCode: number | undefined
  readonly signal: string | undefined
}): string {
  return facts.isRunning ? 'a refused connection' : ending(facts.exitCode, facts.signal)
}
