// `HOST:PORT` as typed → host and port.

import { quoted } from './parse.ts'
import { UsageError } from '../usage-error.ts'

/** A port alone, or `:8888`, means this machine. An IPv6 address stands in brackets. Throws a UsageError. */
export const parseAddress = (typed: string): { readonly host: string; readonly port: number } => {
  const match = /^(?:(?:\[([0-9a-fA-F:.%]+)\]|([^:[\]\s/]+))?:)?(\d{1,5})$/.exec(typed)
  const port = Number(match?.[3] ?? 0)
  if (match === null || port < 1 || port > 65_535) {
    throw new UsageError(`${quoted(typed)} is not an address`, 'for example: --address 127.0.0.1:8888')
  }
  return { host: match[1] ?? match[2] ?? '127.0.0.1', port }
}
