// The hooks in the thread that Node 20 runs them in. Only hands on.

import { createHooks, type HookFacts, type Hooks } from './hooks.ts'

let hooks: Hooks | undefined

/** Node calls it first, with what was given to `register`. */
export const initialize = (facts: HookFacts): void => {
  hooks = createHooks(facts)
}

export const resolve: Hooks['resolve'] = (specifier, context, next) =>
  hooks === undefined ? next(specifier, context) : hooks.resolve(specifier, context, next)

export const load: Hooks['load'] = (url, context, next) =>
  hooks === undefined ? next(url, context) : hooks.load(url, context, next)
