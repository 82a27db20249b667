// The command as a process: streams, signals, the exit code, and the last word about a bug of ours.

import { bugFacts } from './bug-facts.ts'
import { bugText } from './bug.ts'
import type { Console, LoadBundle } from './context.ts'
import { exitCode } from './exit-code.ts'
import { interruptionOf } from './interruption.ts'
import { packageFolderFrom } from './package-folder.ts'
import { runCommand } from './run-command.ts'

/** Called once, by the launcher. */
export const main = (load: LoadBundle): void => {
  const argv = process.argv.slice(2)
  const packageFolder = packageFolderFrom(import.meta.dirname)
  process.on('uncaughtException', error => die(error, packageFolder))
  for (const stream of [process.stdout, process.stderr]) stream.on('error', leaveQuietly)
  const interruption = interruptionOf(process)
  runCommand(argv, {
    directory: process.cwd(),
    env: process.env,
    console: consoleOf(process),
    now: () => new Date(),
    newSeed: () => Math.floor(Math.random() * 1_000_000),
    packageFolder,
    interruption: interruption.signal,
    load,
  }).then(
    code => flushed(() => interruption.leave(code)),
    (error: unknown) => die(error, packageFolder),
  )
}

const consoleOf = ({ stdin, stdout, stderr }: NodeJS.Process): Console => ({
  write: text => void stdout.write(text),
  note: text => void stderr.write(`${text}\n`),
  isInputTerminal: stdin.isTTY === true,
  isOutputTerminal: stdout.isTTY === true,
  columns: stdout.isTTY === true ? stdout.columns : undefined,
  ask: async question => {
    const { createInterface } = await import('node:readline/promises')
    const lines = createInterface({ input: stdin, output: stderr })
    const closed = new Promise<string>(resolve => lines.once('close', () => resolve('no')))
    const answer = await Promise.race([lines.question(`${question} [Y/n] `), closed])
    lines.close()
    return /^(y|yes)?$/i.test(answer.trim())
  },
  readInput: async () => {
    const chunks: Uint8Array[] = []
    for await (const chunk of stdin) chunks.push(chunk)
    return Buffer.concat(chunks)
  },
})

// Pipes may be asynchronous: what was written has to be out before the process ends.
const flushed = (then: () => void): void => {
  process.stdout.write('', () => process.stderr.write('', then))
}

// `tsgi-learn list | head -1`: whoever read has read enough.
const leaveQuietly = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error
  process.exit(process.exitCode ?? exitCode.passed)
}

const die = (error: unknown, packageFolder: string): void => {
  process.stderr.write(`${bugText(error, bugFacts(packageFolder))}\n`)
  process.exit(exitCode.bug)
}
