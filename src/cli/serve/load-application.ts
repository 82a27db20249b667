// Loads a module and takes the application out of it, or says why there is none.

import { pathToFileURL } from 'node:url'
import { callableIn, type Callable } from '../../server/index.ts'
import { ContractError, toApplication, type Application } from '../../tsgi/index.ts'
import { quoted } from '../arguments/parse.ts'
import { nearest } from '../arguments/suggest.ts'
import { loadFaultText } from './load-fault.ts'
import type { ApplicationFile, WorkerFault } from './messages.ts'
import { shownPath } from './source-excerpt.ts'

export type LoadedApplication = { readonly type: 'loaded'; readonly application: Application } | WorkerFault

export const loadApplication = async (
  { file, callable }: ApplicationFile,
  directory: string,
): Promise<LoadedApplication> => {
  const name = shownPath(file, directory)
  let exports: object
  try {
    exports = (await import(pathToFileURL(file).href)) as object
  } catch (error) {
    const text = `${name} cannot be loaded\n${loadFaultText(error, file, directory)}`
    return { type: 'failed', reason: 'load', text }
  }
  const found = callableIn(exports, callable)
  return found.type === 'found' ? applicationFrom(found.value, `${name}:${callable}`) : absent(name, found)
}

const applicationFrom = (value: unknown, name: string): LoadedApplication => {
  try {
    return { type: 'loaded', application: toApplication(value) }
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    return { type: 'failed', reason: 'name', text: `${name} is no application: ${error.message}` }
  }
}

const absent = (module: string, { at, name, names }: Extract<Callable, { readonly type: 'absent' }>): WorkerFault => {
  const where = at === '' ? module : `${at} in ${module}`
  const what = at === '' ? 'export' : 'property'
  const has = names.length === 0 ? `no ${what} at all` : names.join(', ')
  const near = nearest(name, names) ?? (names.length === 1 ? names[0] : undefined)
  const prefix = at === '' ? '' : `${at}.`
  const next = near === undefined ? '' : `\n  did you mean ${module}:${prefix}${near}?`
  return { type: 'failed', reason: 'name', text: `${where} has no ${what} ${quoted(name)}; it has ${has}${next}` }
}
