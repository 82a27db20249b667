// `serve` as a process of its own: started, asked over TCP, watched. Whatever a test forgets is ended after it.

import type { ChildProcess } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { dirname, join } from 'node:path'
import { afterEach } from 'vitest'
import { until } from '../runner/support/until.ts'
import { descendantsOf, isAlive } from '../terminal/processes.ts'
import { endOf, newFolder, startCli, type Ended } from './cli.ts'

export type Serving = {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  readonly output: () => { readonly stdout: string; readonly stderr: string }
  /** Waits for words on stdout or stderr. */
  readonly says: (words: string | RegExp) => Promise<unknown>
  /** Waits until it listens; gives the port that it prints. */
  readonly port: () => Promise<number>
}

const running = new Set<Serving>()
afterEach(async () => {
  const started = [...running].flatMap(({ child }) => [...descendantsOf(child.pid ?? 0), child.pid ?? 0])
  for (const pid of started.filter(isAlive)) endIfThere(pid)
  await Promise.all([...running].map(({ ended }) => ended))
  running.clear()
})

const endIfThere = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // It ended meanwhile.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

export type ServeOptions = { readonly cwd: string; readonly launcher?: string }

/** Port 0 unless another is given. */
export const startServe = (argv: readonly string[], options: ServeOptions): Serving => {
  const port = argv.includes('--port') || argv.includes('--config') ? [] : ['--port', '0']
  const child = startCli(['serve', ...argv, ...port], options)
  let [stdout, stderr] = ['', '']
  const ended = endOf(child)
  child.stdout?.on('data', (text: string) => {
    stdout += text
  })
  child.stderr?.on('data', (text: string) => {
    stderr += text
  })
  const says = (words: string | RegExp): Promise<unknown> =>
    until(`${words}`, () => {
      const all = `${stdout}\n${stderr}`
      return typeof words === 'string' ? all.includes(words) : words.test(all)
    }).catch((error: unknown) => {
      throw new Error(`${String(error)}\nstdout: ${stdout}\nstderr: ${stderr}`)
    })
  const serving: Serving = {
    child,
    ended,
    output: () => ({ stdout, stderr }),
    says,
    port: async () => {
      await says(/^Serving HTTP on port \d+ \.\.\.$/m)
      return Number(/^Serving HTTP on port (\d+) \.\.\.$/m.exec(stdout)?.[1])
    },
  }
  running.add(serving)
  void ended.then(() => running.delete(serving))
  return serving
}

/** One request on a connection of its own, as HTTP/1.0: the body comes as it is; all that comes back, as text. Rejects when it cannot connect. */
export const ask = (port: number, path = '/', body = ''): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('data', (text: string) => {
      answer += text
    })
    socket.once('error', reject)
    socket.once('close', () => resolve(answer))
    socket.write(
      `POST ${path} HTTP/1.0\r\nHost: 127.0.0.1:${port}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
  })

/** Only the body. */
export const bodyOf = async (port: number, path = '/', body = ''): Promise<string> =>
  (await ask(port, path, body)).split('\r\n\r\n').slice(1).join('\r\n\r\n')

/** A new folder with these files. */
export const folderWith = (files: Readonly<Record<string, string>>): string => {
  const folder = newFolder()
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** A TypeScript module whose `application` answers with what this expression gives. */
export const answering = (
  expression: string,
): string => `type Start = (status: string, headers: [string, string][]) => void
export const application = async (environ: Record<string, any>, startResponse: Start) => {
  const text: string = String(${expression})
  startResponse('200 OK', [['Content-Type', 'text/plain']])
  return [new TextEncoder().encode(text)]
}
`
