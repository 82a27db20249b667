// A validated application in the hands of a server, with the breaches that were told.

import {
  validate,
  type AnyApplication,
  type Application,
  type ContractError,
  type ValidatedApplication,
} from '../../../src/tsgi/index.ts'
import { outcomeOf, type Outcome } from './exchange.ts'
import { inputOf } from './input.ts'

export type Watched = { readonly application: ValidatedApplication; readonly faults: ContractError[] }

export function watchedBy(application: AnyApplication): Watched {
  const faults: ContractError[] = []
  return { faults, application: validate(application, { onFault: fault => void faults.push(fault) }) }
}

/** `rule culprit severity` of each breach, with what came of the call. */
export async function breachesOf(
  given: Application,
  changes: Record<string, unknown> = {},
): Promise<Outcome & { readonly breaches: readonly string[] }> {
  const { application, faults } = watchedBy(given)
  const outcome = await outcomeOf(application, changes)
  application.assertClosed()
  return { ...outcome, breaches: faults.map(({ rule, culprit, severity }) => `${rule} ${culprit} ${severity}`) }
}

/** An input with some of its methods replaced. */
export function inputWith(changes: Record<string, unknown>): Record<string | symbol, unknown> {
  const input = inputOf('hello\nworld')
  return {
    read: (size?: number) => input.read(size),
    readLine: (size?: number) => input.readLine(size),
    readLines: (hint?: number) => input.readLines(hint),
    [Symbol.asyncIterator]: () => input[Symbol.asyncIterator](),
    ...changes,
  }
}
