// The command as a process: output, signals, the exit code, and the last word about a bug of ours.

import { bugFacts } from './bug-facts.ts'
import { bugText } from './bug.ts'
import type { Cache, Console, LoadBundle } from './context.ts'
import { exitCode } from './exit-code.ts'
import { interruptionOf } from './interruption.ts'
import { isTerminal, OutputClosed, writeAll } from './output.ts'
import { packageFolderFrom } from './package-folder.ts'
import { runCommand } from './run-command.ts'

/** Called once, by the launcher, which also knows where things may be kept. */
export const main = (load: LoadBundle, cache: Cache): void => {
  const packageFolder = packageFolderFrom(import.meta.dirname)
  process.on('uncaughtException', error => die(error, packageFolder))
  const interruption = interruptionOf(process)
  runCommand(process.argv.slice(2), {
    directory: process.cwd(),
    env: process.env,
    console: consoleOf(process),
    now: () => new Date(),
    newSeed: () => Math.floor(Math.random() * 1_000_000),
    packageFolder,
    cache,
    interruption: interruption.signal,
    load,
  }).then(interruption.leave, (error: unknown) => die(error, packageFolder))
}

/** What costs time to find out is found out when somebody asks. */
const consoleOf = (program: NodeJS.Process): Console => ({
  write: text => writeAll(1, text),
  note: text => writeAll(2, `${text}\n`),
  get isInputTerminal() {
    return isTerminal(0)
  },
  get isOutputTerminal() {
    return isTerminal(1)
  },
  get columns() {
    return isTerminal(1) ? program.stdout.columns : undefined
  },
  ask: async question => {
    const { createInterface } = await import('node:readline/promises')
    const lines = createInterface({ input: program.stdin, output: program.stderr })
    const closed = new Promise<string>(resolve => lines.once('close', () => resolve('no')))
    const answer = await Promise.race([lines.question(`${question} [Y/n] `), closed])
    lines.close()
    return /^(y|yes)?$/i.test(answer.trim())
  },
  readInput: async () => {
    const chunks: Uint8Array[] = []
    for await (const chunk of program.stdin) chunks.push(chunk)
    return Buffer.concat(chunks)
  },
})

const die = (error: unknown, packageFolder: string): void => {
  // `tsgi-learn list | head -1`: whoever reads has read enough.
  if (error instanceof OutputClosed) process.exit(exitCode.passed)
  try {
    writeAll(2, `${bugText(error, bugFacts(packageFolder))}\n`)
  } finally {
    process.exit(exitCode.bug)
  }
}
