// The http layer as one script in a bare context: no Buffer, no node:, only what the language itself has. The context can
// be told to count what is done to bytes.

import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { buildSync } from 'esbuild'
import type * as http from '../../../src/http/index.ts'

const script = buildSync({
  entryPoints: [join(import.meta.dirname, '../../../src/http/index.ts')],
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'http',
  platform: 'neutral',
  target: 'es2023',
}).outputFiles[0]!.text

export type Bare = { readonly http: typeof http; readonly globals: readonly string[] }

export function inBareContext(): Bare {
  const context = createContext({})
  runInContext(script, context)
  return runInContext('({ http, globals: Object.getOwnPropertyNames(globalThis) })', context) as Bare
}

export type Counted = Bare & {
  /** Bytes of a text, watched. */
  bytes(text: string): Uint8Array
  /** How many octets have been read, written or moved since the last time. */
  takeWork(): number
}

/** As `inBareContext`, with every array of bytes watched: each octet read or written counts, however it is done. */
export function inCountingContext(): Counted {
  const context = createContext({})
  runInContext(counting, context)
  runInContext(script, context)
  return runInContext('({ http, globals: [], bytes, takeWork })', context) as Counted
}

/** Puts a proxy in place of Uint8Array and DataView. Written for the context, so as text. */
const counting = `
  let work = 0
  const takeWork = () => { const taken = work; work = 0; return taken }
  const RealBytes = Uint8Array
  const RealView = DataView
  const reals = new WeakMap()
  const real = value => reals.get(value) ?? value
  const methods = {
    set: bytes => (other, offset) => { work += other.length; bytes.set(real(other), offset) },
    copyWithin: bytes => (target, start, end) => { work += end - start; bytes.copyWithin(target, start, end) },
    subarray: bytes => (start, end) => watch(bytes.subarray(start, end)),
    includes: bytes => octet => { work += bytes.length; return bytes.includes(octet) },
    [Symbol.iterator]: bytes => () => { work += bytes.length; return bytes[Symbol.iterator]() },
  }
  const handler = {
    get(bytes, key) {
      if (typeof key === 'string' && /^\\d+$/.test(key)) { work++; return bytes[key] }
      if (key in methods) return methods[key](bytes)
      if (key === 'length' || key === 'buffer' || key === 'byteOffset') return bytes[key]
      throw new Error('not watched: ' + String(key))
    },
    set(bytes, key, value) { work++; bytes[key] = value; return true },
  }
  function watch(bytes) {
    const proxy = new Proxy(bytes, handler)
    reals.set(proxy, bytes)
    return proxy
  }
  globalThis.Uint8Array = function (argument) {
    if (typeof argument !== 'number') work += argument.length
    return watch(new RealBytes(real(argument)))
  }
  globalThis.DataView = function (...range) {
    const view = new RealView(...range)
    return { getInt32(at) { work += 4; return view.getInt32(at) } }
  }
  const bytes = text => watch(RealBytes.from(text, character => character.charCodeAt(0)))
`
