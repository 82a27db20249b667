// Middleware that checks both sides of a call against the contract, as wsgiref.validate and Rack::Lint do, and says whose
// fault it is. It changes nothing of what passes through it but the objects it checks by.

import { ContractError } from '../contract-error.ts'
import type { Application, Body, Environ, StartResponse } from '../contract.ts'
import { toApplication, type AnyApplication } from '../to-application.ts'
import { checkedBody } from './body.ts'
import { environChecks } from './environ.ts'
import { CheckedErrorLog } from './error-log.ts'
import { Exchange, type OnFault } from './exchange.ts'
import { CheckedInput } from './input.ts'
import { checkedStart } from './start-response.ts'

export type ValidateOptions = {
  /** Told of each breach, warnings included, before an error is thrown. Without it, warnings go to `tsgi.errors`. */
  readonly onFault?: OnFault
}

export type ValidatedApplication = Application & {
  /** Throws when a body of a call that is over was not closed: to be called once every response has ended. */
  assertClosed(): void
}

/** The same application; a breach of the contract on either side throws a ContractError where it happens. */
export function validate(application: AnyApplication, options: ValidateOptions = {}): ValidatedApplication {
  const call = toApplication(application)
  const environs = new WeakSet<object>()
  const open = new Set<Exchange>()
  // Whoever asks for no `assertClosed` hears of it when the body is swept up, if ever.
  const swept = new FinalizationRegistry<Exchange>(exchange => {
    if (open.has(exchange)) exchange.mention(neverClosed(1))
  })
  const validated = (...args: readonly unknown[]): Body | Promise<Body> => {
    const [environ, startResponse] = args as [Environ, StartResponse]
    const exchange = new Exchange(environ, options.onFault)
    checkServer(args, environs, exchange)
    return callChecked(call, { environ, startResponse, exchange, open, swept })
  }
  return Object.assign(validated as Application, { assertClosed: () => assertClosed(open) })
}

/** What the server brings. */
function checkServer(args: readonly unknown[], environs: WeakSet<object>, exchange: Exchange): void {
  const [environ, startResponse] = args as [Environ, StartResponse]
  if (args.length !== 2)
    exchange.report('application-arguments', { value: args, where: `with ${args.length} arguments` })
  for (const { rule, find } of environChecks) {
    const found = find(environ)
    if (found !== undefined) exchange.report(rule, found)
  }
  if (environs.has(environ))
    exchange.report('environ-fresh', { value: environ, where: 'with one that was used before' })
  environs.add(environ)
  if (typeof startResponse !== 'function')
    exchange.report('start-function', { value: startResponse, where: 'with the second argument' })
}

type Call = {
  readonly environ: Environ
  readonly startResponse: StartResponse
  readonly exchange: Exchange
  readonly open: Set<Exchange>
  readonly swept: FinalizationRegistry<Exchange>
}

function callChecked(application: Application, call: Call): Body | Promise<Body> {
  const { environ, startResponse, exchange, open, swept } = call
  environ['tsgi.input'] = new CheckedInput(environ['tsgi.input'], exchange, environ.CONTENT_LENGTH)
  environ['tsgi.errors'] = new CheckedErrorLog(environ['tsgi.errors'], exchange)
  const finish = (body: Body): Body => {
    const checked = checkedBody(body, exchange, () => open.delete(exchange))
    open.add(exchange)
    swept.register(checked, exchange)
    return checked
  }
  const given = overWhenThrown(exchange, () => application(environ, checkedStart(startResponse, exchange)))
  if (typeof (given as Partial<Promise<Body>> | undefined)?.then !== 'function') return finish(given as Body)
  return overWhenRejected(exchange, given as Promise<Body>).then(finish)
}

function overWhenThrown<Value>(exchange: Exchange, step: () => Value): Value {
  try {
    return step()
  } catch (error) {
    exchange.isOver = true
    throw error
  }
}

async function overWhenRejected<Value>(exchange: Exchange, promise: Promise<Value>): Promise<Value> {
  try {
    return await promise
  } catch (error) {
    exchange.isOver = true
    throw error
  }
}

function assertClosed(open: ReadonlySet<Exchange>): void {
  if (open.size > 0) throw neverClosed(open.size)
}

const neverClosed = (count: number): ContractError =>
  new ContractError('body-closed', { value: count, where: 'with bodies that were never closed' })
