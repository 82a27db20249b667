// The fields of an HTML form in a request's body (application/x-www-form-urlencoded, WHATWG URL §5.1). Files are beyond it.

import { latin1From } from '../http/index.ts'
import type { Environ } from './contract.ts'
import { latin1ToUtf8 } from './latin1-to-utf8.ts'
import { pathInfoFrom } from './path-info.ts'

/** Names and values in order, repeats kept. Reads the input to its end; whoever calls it sees to a limit. */
export async function readForm(environ: Environ): Promise<readonly (readonly [name: string, value: string])[]> {
  return parseForm(latin1From(await environ['tsgi.input'].read()))
}

/** The same for the text of a form, as a query string has it. */
export const parseForm = (text: string): readonly (readonly [name: string, value: string])[] =>
  text
    .split('&')
    .filter(pair => pair !== '')
    .map(pair => {
      const at = pair.indexOf('=')
      return at < 0 ? [decoded(pair), ''] : [decoded(pair.slice(0, at)), decoded(pair.slice(at + 1))]
    })

const decoded = (text: string): string => latin1ToUtf8(pathInfoFrom(text.replaceAll('+', ' ')))
