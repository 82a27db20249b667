// The four forms of a request target (RFC 9112 §3.2): which one it is, and its parts. Takes visible ASCII without `#`.

import { hasWholeEscapes, isAuthority } from './authority.ts'
import type { TargetForm } from './head.ts'
import type { RefusalRule } from './refusals.ts'

export type Target = {
  readonly form: TargetForm
  readonly path: string
  readonly query: string | undefined
  /** The target's own host and port, which then counts in place of the Host field's. */
  readonly authority: string | undefined
}

/** The parts of a target, or the rule that it breaks. */
export function parseTarget(method: string, target: string): Target | RefusalRule {
  if (method === 'CONNECT') return parseAuthorityForm(target)
  if (target.startsWith('/')) return parsePath(target, 'origin', undefined)
  if (target === '*') return method === 'OPTIONS' ? asterisk : 'target-form'
  return parseAbsoluteForm(method, target)
}

const asterisk: Target = { form: 'asterisk', path: '*', query: undefined, authority: undefined }

/** §3.2.3: for CONNECT alone, and with a port. */
function parseAuthorityForm(target: string): Target | RefusalRule {
  if (target === '*' || target.includes('/')) return 'target-form'
  if (!isAuthority(target) || !/:\d+$/.test(target)) return 'bad-authority'
  return { form: 'authority', path: '', query: undefined, authority: target }
}

/** §3.2.2: `http://authority/path?query`. Other schemes are none of a server's that speaks HTTP over TCP or TLS. */
function parseAbsoluteForm(method: string, target: string): Target | RefusalRule {
  const scheme = /^https?:\/\//i.exec(target)
  if (scheme === null) return isAuthority(target) && /:\d+$/.test(target) ? 'target-form' : 'bad-target'
  const start = scheme[0].length
  const end = target.slice(start).search(/[/?]/)
  const authority = end < 0 ? target.slice(start) : target.slice(start, start + end)
  if (!isAuthority(authority)) return 'bad-authority'
  const rest = end < 0 ? '' : target.slice(start + end)
  // §3.2.4: a bare authority with OPTIONS asks what the asterisk asks, of the server as a whole.
  if (rest === '' && method === 'OPTIONS') return { ...asterisk, form: 'absolute', authority }
  return parsePath(rest.startsWith('/') ? rest : `/${rest}`, 'absolute', authority)
}

function parsePath(text: string, form: TargetForm, authority: string | undefined): Target | RefusalRule {
  const mark = text.indexOf('?')
  const path = mark < 0 ? text : text.slice(0, mark)
  // A query is not decoded here, and browsers send a lone % in it. A path is: what is no escape would be a guess.
  if (!hasWholeEscapes(path)) return 'bad-escape'
  return { form, path, query: mark < 0 ? undefined : text.slice(mark + 1), authority }
}
