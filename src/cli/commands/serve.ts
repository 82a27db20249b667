// `serve module:callable`: the reference server, with workers that load the application. This process never does.

import type { Context } from '../context.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { askForPort } from '../serve/free-port.ts'
import { serveUntilStopped } from '../serve/serving.ts'
import { settingsOf } from '../serve/settings.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  const settings = await settingsOf(context)
  const { host, port } = settings
  const answer = await askForPort(host, port)
  if (answer.type === 'free') return serveUntilStopped(context, settings, answer.port)
  const reason = reasons[answer.code] ?? answer.message
  context.console.note(`cannot listen on ${host}, port ${port}: ${reason}\n  --port 0 takes any port that is free`)
  return exitCode.failed
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there',
  EACCES: 'it is not allowed to this user',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'there is no host of that name',
}
