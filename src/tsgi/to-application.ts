// The three shapes of an application as one: a function. Calls nothing yet.

import { ContractError } from './contract-error.ts'
import type { Application, ApplicationClass, ApplicationObject } from './contract.ts'

/** What is an application, in any of its shapes. */
export type AnyApplication = Application | ApplicationObject | ApplicationClass

/** Throws a ContractError that says what was given when it is no application. */
export function toApplication(given: AnyApplication): Application
/** For what comes out of a module that nobody has looked at. */
export function toApplication(given: unknown): Application
export function toApplication(given: unknown): Application {
  if (typeof given === 'function') return isClass(given) ? fromClass(given) : (given as Application)
  if (hasHandle(given)) return (environ, startResponse) => given.handle(environ, startResponse)
  throw new ContractError('application-shape', { value: given, ...placeOf(given) })
}

function fromClass(given: Function & { readonly prototype: object }): Application {
  if (hasHandle(given)) return (environ, startResponse) => given.handle(environ, startResponse)
  if (hasHandle(given.prototype))
    throw new ContractError('application-shape', {
      value: given,
      where: '(its instances have handle: give one of them)',
    })
  const App = given as unknown as ApplicationClass
  return (environ, startResponse) => new App(environ, startResponse)
}

/** A class cannot be called without `new`; nothing but its source tells it from a function. */
const isClass = (given: Function): given is Function & { readonly prototype: object } =>
  /^class\b/.test(Function.prototype.toString.call(given))

const hasHandle = (given: unknown): given is ApplicationObject =>
  ((typeof given === 'object' && given !== null) || typeof given === 'function') &&
  typeof (given as Partial<ApplicationObject>).handle === 'function'

function placeOf(given: unknown): { where?: string } {
  if (given instanceof Promise) return { where: '(await it first)' }
  if (typeof given === 'object' && given !== null && typeof (given as { fetch?: unknown }).fetch === 'function')
    return { where: '(it has fetch: there is an adapter for that)' }
  return {}
}
