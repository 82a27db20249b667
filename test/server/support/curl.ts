// Posts with curl.

import { spawn } from 'node:child_process'
import { once } from 'node:events'

export type Posted = { readonly body: string; readonly statuses: readonly number[] }

/** What came back, and every status that was seen on the way. */
export async function post(url: string, body: string, ...options: readonly string[]): Promise<Posted> {
  const args = ['-q', '-sS', '-i', '--noproxy', '*', '--data-binary', '@-', ...options, url]
  const child = spawn('curl', args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const pieces: Buffer[] = []
  child.stdout.on('data', piece => pieces.push(piece))
  child.stdin.end(body)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`curl ended with ${code}`)
  const text = Buffer.concat(pieces).toString('latin1')
  const heads = /^(?:HTTP\/1\.1 \d{3} [^\r]*\r\n(?:[^\r\n]+\r\n)*\r\n)+/.exec(text)?.[0] ?? ''
  return {
    body: text.slice(heads.length),
    statuses: [...heads.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status)),
  }
}
