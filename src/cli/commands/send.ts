// `send [FILE|-] --address`: sends a transcript, or bytes as they are, and shows what came back.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { asksProgramAlone, loadTranscript, parseTranscript, type Transcript } from '../../transcript/index.ts'
import { parseAddress } from '../arguments/address.ts'
import { quoted } from '../arguments/parse.ts'
import type { Context } from '../context.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { rawTranscript } from '../raw-transcript.ts'
import { withRunner } from '../run-checks.ts'
import { requireOneForm, traceText } from '../trace-text.ts'
import { UsageError } from '../usage-error.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  requireOneForm(context)
  const typed = context.typed.options.value('address')
  if (typed === undefined)
    throw new UsageError('tsgi-learn send needs --address HOST:PORT', 'for example: --address 127.0.0.1:8888')
  const address = parseAddress(typed)
  const transcript = await transcriptOf(context)
  if (asksProgramAlone(transcript))
    throw new UsageError('this transcript sends nothing: it asks what a program prints and how it ends')
  const startedAt = context.now()
  const trace = await withRunner(context, runner => runner.send(address, transcript))
  context.console.write(traceText(context, { trace, title: undefined, startedAt, fault: undefined }))
  const refused = trace.events.find(event => event.type === 'refused')
  if (refused === undefined) return exitCode.passed
  context.console.note(`${typed} did not take the connection: ${refused.reason}`)
  return exitCode.failed
}

const transcriptOf = async (context: Context): Promise<Transcript> => {
  const name = context.typed.arguments[0] ?? '-'
  if (name !== '-') return transcriptOfFile(resolve(context.directory, name), name)
  if (context.console.isInputTerminal) context.console.note('type a transcript or a request; Ctrl-D ends it')
  const bytes = requireBytes(await context.console.readInput())
  return isTranscript(bytes) ? parseTranscript(textOf(bytes)) : rawTranscript(bytes)
}

const transcriptOfFile = async (path: string, name: string): Promise<Transcript> => {
  const bytes = requireBytes(readBytes(path, name))
  return isTranscript(bytes) ? loadTranscript(path) : rawTranscript(bytes)
}

const requireBytes = (bytes: Uint8Array): Uint8Array => {
  if (bytes.length > 0) return bytes
  throw new UsageError('there is nothing to send')
}

/** No request line starts with a role, and every transcript does. */
const isTranscript = (bytes: Uint8Array): boolean =>
  /^\s*(?:#|[<>*](?: |\r?\n|$))/.test(new TextDecoder().decode(bytes.subarray(0, 4096)))

const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new UsageError('this transcript is not UTF-8', error instanceof Error ? error.message : undefined)
  }
}

const readBytes = (path: string, name: string): Uint8Array => {
  try {
    return readFileSync(path)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new UsageError(`${quoted(name)} cannot be read: ${reason}`)
  }
}
