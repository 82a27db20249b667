// One request to a server by clients of different makers, and what each of them saw of the response, in one form.

import { execFile, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { answersIn } from './answers.ts'
import { clientOf } from './client.ts'

export type Seen = {
  readonly status: number
  readonly reason: string
  /** By lower-case name, repeats joined by `, `; without Date, which changes. */
  readonly fields: Readonly<Record<string, string>>
  /** Decompressed, a character for each byte. */
  readonly body: string
}

export type Asking = { readonly port: number; readonly method: 'GET' | 'HEAD'; readonly path: string }
export type AskingClient = (asking: Asking) => Promise<Seen>

const run = promisify(execFile)

/** Why there is no curl, when there is none. */
export const curlMissing =
  spawnSync('curl', ['--version']).status === 0 ? undefined : 'there is no curl on this machine'

const seen = (status: number, reason: string, pairs: readonly (readonly [string, string])[], body: Buffer): Seen => {
  const fields: Record<string, string> = {}
  for (const [name, value] of pairs) {
    const lower = name.toLowerCase()
    if (lower !== 'date') fields[lower] = fields[lower] === undefined ? value : `${fields[lower]}, ${value}`
  }
  const isCompressed = fields['content-encoding'] === 'gzip' && body[0] === 0x1f
  return { status, reason, fields, body: (isCompressed ? gunzipSync(body) : body).toString('latin1') }
}

const byOurReader: AskingClient = async ({ port, method, path }) => {
  const client = (await clientOf({ port, host: '127.0.0.1' })).read()
  client.send(`${method} ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
  await client.ended()
  const [answer] = answersIn(client.bytes, [method], true)
  if (answer?.isComplete !== true) throw new Error('the response is not complete')
  return seen(answer.status, answer.reason, Object.entries(answer.fields), Buffer.from(answer.body, 'latin1'))
}

const byNode: AskingClient = async ({ port, method, path }) => {
  const one = request({ host: '127.0.0.1', port, method, path, agent: false }).end()
  const [response] = await once(one, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  const raw: readonly string[] = response.rawHeaders
  const pairs = raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1]!] as const] : []))
  return seen(response.statusCode, response.statusMessage, pairs, Buffer.concat(chunks))
}

const byFetch: AskingClient = async ({ port, method, path }) => {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { Connection: 'close' } })
  const body = Buffer.from(await response.arrayBuffer())
  return seen(response.status, response.statusText, [...response.headers], body)
}

const byCurl =
  (...options: readonly string[]): AskingClient =>
  async ({ port, method, path }) => {
    const address = `http://127.0.0.1:${port}${path}`
    const args = ['-q', '-sS', '--noproxy', '*', '-H', 'Connection: close', ...(method === 'HEAD' ? ['-I'] : ['-i'])]
    const { stdout } = await run('curl', [...args, ...options, address], { encoding: 'buffer', maxBuffer: 1e8 })
    const end = stdout.indexOf('\r\n\r\n')
    const [line, ...lines] = stdout.toString('latin1', 0, end).split('\r\n')
    const [, status, reason] = /^HTTP\/1\.1 (\d{3}) (.*)$/.exec(line!)!
    const pairs = lines.map(text => /^([^:]+): ?(.*)$/.exec(text)!.slice(1) as [string, string])
    return seen(Number(status), reason!, pairs, stdout.subarray(end + 4))
  }

/** Each asks for the last response on its connection. */
export const clients = {
  'our reader': byOurReader,
  'node:http': byNode,
  fetch: byFetch,
  curl: byCurl(),
  'curl over HTTP/1.0': byCurl('--http1.0'),
} as const satisfies Record<string, AskingClient>
