// A transcript as `printf ... | nc`: any bytes, in a shell that anyone has. Knows the shell's printf, not HTTP.

import { firstConnection } from './parse.ts'
import type { ActStep, SendStep, Step, Transcript } from './transcript.ts'

/** Where a command sends to. */
export type CommandTarget = { readonly host: string; readonly port: number }

/** `limits` says what of the transcript the command cannot do. */
export type NetcatCommand = { readonly command: string; readonly limits: readonly string[] }

/** The shell has no way to wait for a response or for a segment to be read: it waits this long. */
const responseWaitMs = 300
const splitWaitMs = 100

export function exportNetcat(transcript: Transcript, target: CommandTarget): NetcatCommand {
  const connections = connectionsOf(transcript.steps)
  const commands = [...connections.values()].map(steps => connectionCommand(steps, target))
  const command = commands.length === 1 ? commands[0]! : [...commands.map(each => `( ${each} ) &`), 'wait'].join(' ')
  return { command, limits: limitsOf(transcript.steps, connections.size) }
}

/** The steps of each connection that sends. */
function connectionsOf(steps: readonly Step[]): ReadonlyMap<string, readonly Step[]> {
  const connections = new Map<string, Step[]>()
  let name = firstConnection
  for (const step of steps) {
    if (step.type === 'connection') name = step.name
    else connections.set(name, [...(connections.get(name) ?? []), step])
  }
  return new Map([...connections].filter(([, steps]) => steps.some(step => step.type === 'send')))
}

function connectionCommand(steps: readonly Step[], { host, port }: CommandTarget): string {
  const parts = shellParts(steps)
  const sender = parts.length === 1 ? parts[0]! : `{ ${parts.join('; ')}; }`
  // -N ends our side when the input ends, which some versions of nc would not do.
  const flag = steps.some(step => step.type === 'half-close') ? ' -N' : ''
  return `${sender} | nc${flag} ${host} ${port}`
}

/** Sends that follow each other are one printf; what comes between two sends is a sleep. */
function shellParts(steps: readonly Step[]): readonly string[] {
  const parts: string[] = []
  let text = ''
  let waitMs = 0
  for (const step of steps) {
    if (step.type === 'send' && waitMs > 0) {
      parts.push(...(text === '' ? [] : [`printf '${text}'`]), `sleep ${waitMs / 1000}`)
      text = ''
    }
    if (step.type === 'send') {
      text += printfText(step, text === '')
      waitMs = 0
    } else waitMs += waitOf(step)
  }
  return [...parts, `printf '${text}'`]
}

function waitOf(step: Exclude<Step, SendStep>): number {
  if (step.type === 'pause' || step.type === 'waiting') return step.ms
  if (step.type === 'split') return splitWaitMs
  return step.type === 'expect' ? responseWaitMs : 0
}

const named: ReadonlyMap<string, string> = new Map([
  ['\r', '\\r'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\\', '\\\\'],
  ['%', '%%'],
  ["'", "'\\''"],
])

/** The format of a printf in single quotes; everything that is not ASCII text in octal. */
function printfText({ bytes }: SendStep, isFirst: boolean): string {
  const chars = Array.from(bytes, byte => {
    const char = String.fromCharCode(byte)
    return named.get(char) ?? (byte >= 0x20 && byte < 0x7f ? char : octal(byte))
  })
  // A format that starts with a minus would be taken for an option.
  if (isFirst && chars[0] === '-') chars[0] = octal(0x2d)
  return chars.join('')
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, '0')}`
}

const notDone: Partial<Record<ActStep['type'], string>> = {
  reset: 'nc cannot reset a connection',
  split: 'a split is a pause of 100 ms, which the network may undo',
}

function limitsOf(steps: readonly Step[], connections: number): readonly string[] {
  const found = steps.flatMap(step =>
    step.type === 'send' || step.type === 'expect' || step.type === 'comment' ? [] : (notDone[step.type] ?? []),
  )
  const order = connections > 1 ? ['the connections run at once, in no order among them'] : []
  return [...new Set([...found, ...order])]
}
