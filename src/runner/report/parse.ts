// What comes over the pipes to what we believe. The program could write there too, so every shape is looked at.
// Throws `NotOurs` for anything that our side of the program would not have written.

import type { SourceLocation } from '../../trace/index.ts'
import type { Fact, WatchFact } from './fact.ts'

/** Somebody else wrote to a pipe of ours. */
export class NotOurs extends Error {
  override readonly name = 'NotOurs'
}

/** Runs `hear`; what is not ours is answered with `onNotOurs`. */
export function believing(hear: () => void, onNotOurs: () => void): void {
  try {
    hear()
  } catch (error) {
    if (!(error instanceof NotOurs)) throw error
    onNotOurs()
  }
}

export function parseFact(text: string): Fact {
  const value = parseObject(text)
  if (value['type'] === 'ready') return { type: 'ready' }
  if (value['type'] === 'exiting') return { type: 'exiting', at: placeIn(value) }
  if (value['type'] === 'listening')
    return { type: 'listening', address: textIn(value, 'address'), port: portIn(value) }
  if (value['type'] === 'port-taken') return { type: 'port-taken', port: portIn(value), at: placeIn(value) }
  if (value['type'] !== 'threw') throw new NotOurs('an unknown fact')
  return {
    type: 'threw',
    name: textIn(value, 'name'),
    message: textIn(value, 'message'),
    code: value['code'] === undefined ? undefined : textIn(value, 'code'),
    at: placeIn(value),
    stack: linesIn(value, 'stack'),
  }
}

export function parseWatchFact(text: string): WatchFact {
  const value = parseObject(text)
  const known = { at: placeIn(value), port: portIn(value) }
  if (value['type'] === 'blocked') {
    return { type: 'blocked', ms: numberIn(value, 'ms'), printedBytes: numberIn(value, 'printedBytes'), ...known }
  }
  if (value['type'] !== 'out-of-memory') throw new NotOurs('an unknown fact')
  return { type: 'out-of-memory', bytes: numberIn(value, 'bytes'), limit: numberIn(value, 'limit'), ...known }
}

export function parsePlace(text: string): SourceLocation {
  return placeFrom(parseObject(text))
}

type Fields = Readonly<Record<string, unknown>>

function parseObject(text: string): Fields {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new NotOurs('no JSON')
  }
  return fieldsOf(value)
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null) throw new NotOurs('no object')
  return value as Fields
}

function placeIn(value: Fields): SourceLocation | undefined {
  return value['at'] === undefined ? undefined : placeFrom(fieldsOf(value['at']))
}

function placeFrom(value: Fields): SourceLocation {
  const place = { path: textIn(value, 'path'), line: numberIn(value, 'line'), column: numberIn(value, 'column') }
  return value['functionName'] === undefined ? place : { ...place, functionName: textIn(value, 'functionName') }
}

function textIn(value: Fields, name: string): string {
  const text = value[name]
  if (typeof text !== 'string') throw new NotOurs(`no text in ${name}`)
  return text
}

function numberIn(value: Fields, name: string): number {
  const number = value[name]
  if (typeof number !== 'number' || !Number.isFinite(number)) throw new NotOurs(`no number in ${name}`)
  return number
}

function portIn(value: Fields): number {
  const port = numberIn(value, 'port')
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new NotOurs('no port')
  return port
}

function linesIn(value: Fields, name: string): readonly string[] {
  const lines = value[name]
  if (!Array.isArray(lines) || !lines.every(line => typeof line === 'string')) throw new NotOurs(`no lines in ${name}`)
  return lines
}
