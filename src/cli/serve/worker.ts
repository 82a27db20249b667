// A worker of `serve`: loads the application, serves it, and does what the process that started it says. Ends with it.

import { createRequire } from 'node:module'
import { serve, type RunningServer } from '../../server/index.ts'
import { createLog } from './log-file.ts'
import { loadApplication } from './load-application.ts'
import { loadTypeScript } from './load-typescript.ts'
import type { AccessLogFile, WorkerFault, WorkerMessage, WorkerOrder, WorkerReport } from './messages.ts'
import { writeAll } from '../output.ts'

type ServeOrder = Extract<WorkerOrder, { readonly type: 'serve' }>

/** For who ends the worker alone. */
const graceMs = 10_000

const begin = async (order: ServeOrder): Promise<WorkerReport> => {
  const directory = process.cwd()
  loadTypeScript(import.meta.dirname, directory)
  const loaded = await loadApplication(order.application, directory)
  if (loaded.type === 'failed') return loaded
  const { host, port, isMultiprocess } = order
  try {
    running = await serve(loaded.application, {
      host,
      port,
      isMultiprocess,
      errorLog: writeError,
      ...(order.accessLog === undefined ? {} : { accessLog: accessLogTo(order.accessLog) }),
    })
  } catch (error) {
    return listenFault(error, order)
  }
  const { address } = running
  return { type: 'listening', port: typeof address === 'string' ? 0 : address.port, files: commonJsFiles() }
}

const writeError = (text: string): void => {
  try {
    writeAll(2, text)
  } catch {
    // Nobody reads what goes wrong. The requests are still answered.
  }
}

const accessLogTo = ({ file, format }: AccessLogFile) => ({
  format,
  write: createLog(file, error => writeError(`the access log cannot be written any more: ${String(error)}\n`)),
})

const listenFault = (error: unknown, { host, port }: ServeOrder): WorkerFault => {
  if (!(error instanceof Error) || !('code' in error)) throw error
  return { type: 'failed', reason: 'listen', text: `cannot listen on ${host}, port ${port}: ${error.message}` }
}

const commonJsFiles = (): readonly string[] =>
  Object.keys(createRequire(import.meta.filename).cache).filter(path => !path.startsWith(import.meta.dirname))

const say = (message: WorkerMessage): void => void process.send?.(message)

let running: RunningServer | undefined

const stop = async (ms: number): Promise<void> => {
  const closed = running?.close({ graceMs: ms })
  say({ type: 'closed' })
  await Promise.all([closed, mayLeave])
  // What the cluster has answered of connections that came too late goes out before this; else they would hang for ever.
  process.send?.({ type: 'closed' } satisfies WorkerMessage, () => process.exit(0))
}

let leave: () => void = () => undefined
const mayLeave = new Promise<void>(resolve => {
  leave = resolve
})

// Ctrl-C goes to every process of a terminal; the one that started this one says what is to be done.
process.on('SIGINT', () => undefined)
process.on('SIGHUP', () => undefined)
process.on('SIGTERM', () => void stop(graceMs))
process.on('message', (order: WorkerOrder) => {
  if (order.type === 'stop') return void stop(order.graceMs)
  if (order.type === 'leave') return leave()
  void begin(order).then(say)
})
say({ type: 'hears' })
