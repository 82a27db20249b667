// Sends bytes to a server in random pieces, and holds what comes back against the strict reading of what was sent.

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { strictReading, type Message } from '../../http/support/strict-reading.ts'
import { answersIn, type Answer } from './answers.ts'
import type { Random } from './random.ts'

const deadlineMs = 10_000

/** What is wrong with what a server answers to these bytes; undefined when nothing is. */
export async function faultOf(sent: string, port: number, random: Random): Promise<string | undefined> {
  const { messages, isClean } = strictReading(sent)
  const received = await exchange(sent, port, random)
  // RFC 9112 §9.6: a client that goes on after it has said close may find its answer reset.
  if (received === 'reset' && goesOnAfterLast(sent)) return undefined
  if (received === 'reset' || received === 'late') return received
  // Behind the good ones there may be one refusal, framed as an answer to GET.
  const methods = [...messages.map(({ method }) => method), 'GET']
  let answers: readonly Answer[]
  try {
    answers = answersIn(received, methods, true)
  } catch (error) {
    return `bytes that are no response: ${String(error)}`
  }
  const incomplete = answers.find(({ isComplete }) => !isComplete)
  if (incomplete !== undefined) return `an incomplete response, ${incomplete.status}`
  return faultOfAnswers(answers, messages, isClean)
}

/** Whether there are bytes behind the request that is the last on its connection, by what it says itself. */
function goesOnAfterLast(sent: string): boolean {
  const hasLast = strictReading(`${sent}!`).isClean
  return hasLast && strictReading(sent.slice(0, -1)).messages.length === strictReading(sent).messages.length
}

function faultOfAnswers(answers: readonly Answer[], messages: readonly Message[], isClean: boolean) {
  for (const [index, message] of messages.entries()) {
    const fault = faultOfAnswer(answers[index], message)
    if (fault !== undefined) return `to request ${index}: ${fault}`
  }
  const [refusal] = answers.slice(messages.length)
  if (isClean && refusal !== undefined) return `a response too many, ${refusal.status}`
  if (!isClean && refusal === undefined) return 'no refusal of what is left'
  if (refusal !== undefined && refusal.status < 400) return `${refusal.status} to what is left`
  return undefined
}

function faultOfAnswer(answer: Answer | undefined, message: Message): string | undefined {
  if (answer === undefined) return 'no response'
  const { method, target, body } = message
  const status = method === 'CONNECT' ? 405 : 200
  if (answer.status !== status) return `${answer.status} and not ${status}`
  const hash = createHash('sha1').update(Buffer.from(body, 'latin1')).digest('hex').slice(0, 12)
  const expected = method === 'HEAD' || status !== 200 ? '' : `${method} ${target} ${body.length} ${hash}\n`
  return answer.body === expected ? undefined : `${JSON.stringify(answer.body)} and not ${JSON.stringify(expected)}`
}

/** All that comes back until the server closes. */
async function exchange(sent: string, port: number, random: Random): Promise<Buffer | 'reset' | 'late'> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true })
  let failure: 'reset' | 'late' | undefined
  socket.on('error', () => (failure ??= 'reset'))
  const deadline = setTimeout(() => {
    failure ??= 'late'
    socket.destroy()
  }, deadlineMs)
  const pieces: Buffer[] = []
  socket.on('data', piece => pieces.push(piece))
  const ended = once(socket, 'end').catch(() => undefined)
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  for (const piece of cut(sent, random)) {
    socket.write(piece, 'latin1')
    await new Promise(resolve => setImmediate(resolve))
  }
  socket.end()
  await Promise.race([ended, closed])
  socket.destroy()
  await closed
  clearTimeout(deadline)
  return failure ?? Buffer.concat(pieces)
}

/** One time in two in one piece. */
function cut(text: string, random: Random): readonly string[] {
  if (text === '') return []
  if (random.isOneIn(2)) return [text]
  const at = random.below(text.length) + 1
  return at < text.length ? [text.slice(0, at), ...cut(text.slice(at), random)] : [text]
}

/** Sends, and leaves with a reset before anything can be complete. */
export async function sendAndLeave(sent: string, port: number): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1' })
  socket.on('error', () => undefined).resume()
  const closed = new Promise<void>(resolve => socket.once('close', () => resolve()))
  socket.write(sent, 'latin1', () => socket.resetAndDestroy())
  await closed
}
