// A transcript as a curl command, when curl can send exactly its bytes; else as printf and nc, with the reason.

import { exportNetcat, type CommandTarget, type NetcatCommand } from './export-netcat.ts'
import { latin1From } from '../http/index.ts'
import { sendRunsOf } from './segments.ts'
import { quoteShellWord } from './shell-words.ts'
import type { Transcript } from './transcript.ts'

export type ExportedCommand =
  | { readonly tool: 'curl'; readonly command: string }
  /** `because` says why curl cannot send these bytes. */
  | ({ readonly tool: 'nc'; readonly because: string } & NetcatCommand)

export function exportCurl(transcript: Transcript, target: CommandTarget): ExportedCommand {
  const curl = curlCommand(transcript, target)
  return 'command' in curl ? { tool: 'curl', ...curl } : { tool: 'nc', ...curl, ...exportNetcat(transcript, target) }
}

type Obstacle = { readonly because: string }

function curlCommand(transcript: Transcript, target: CommandTarget): { readonly command: string } | Obstacle {
  const act = transcript.steps.find(step =>
    ['split', 'pause', 'half-close', 'reset', 'connection', 'waiting'].includes(step.type),
  )
  if (act !== undefined) return { because: `curl has no way to ${act.type === 'waiting' ? 'wait' : act.type}` }
  const [run, ...others] = sendRunsOf(transcript)
  if (run === undefined) return { because: 'nothing is sent' }
  if (others.length > 0) return { because: 'there is more than one request' }
  const request = readRequest(run.bytes)
  if ('because' in request) return request
  const obstacle = obstacleOf(request)
  if (obstacle !== undefined) return { because: obstacle }
  return { command: ['curl', '-v', ...optionsOf(request, target)].map(quoteShellWord).join(' ') }
}

/** A request as written; texts are the file's, decoded as UTF-8. */
type Request = {
  readonly method: string
  readonly target: string
  readonly version: string
  readonly fields: readonly { readonly name: string; readonly value: string; readonly line: string }[]
  readonly body: string
  readonly bodyBytes: number
}

function readRequest(bytes: Uint8Array): Request | Obstacle {
  const raw = latin1From(bytes)
  const headEnd = raw.indexOf('\r\n\r\n')
  if (headEnd < 0) return { because: 'the head is not ended by an empty line with CRLF' }
  const [first = '', ...lines] = raw.slice(0, headEnd).split('\r\n')
  const [, method, target, version] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~]+) HTTP\/1\.([01])$/.exec(first) ?? []
  if (method === undefined || target === undefined || version === undefined)
    return { because: 'the first line is not METHOD target HTTP/1.x' }
  const fields = lines.map(fieldOf)
  const broken = fields.findIndex(field => field === undefined)
  if (broken >= 0) return { because: `line ${broken + 2} of the request is not Name: value as curl writes it` }
  const body = decodedText(bytes.subarray(headEnd + 4))
  if (body === undefined) return { because: 'the body has bytes that a command line cannot hold' }
  return {
    method,
    target,
    version,
    fields: fields.filter(field => field !== undefined),
    body,
    bodyBytes: bytes.length - headEnd - 4,
  }
}

/** ASCII, one blank after the colon and none at the end: other forms depend on curl's version. */
function fieldOf(line: string): Request['fields'][number] | undefined {
  const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):(?: ([!-~](?:[ -~]*[!-~])?))?$/.exec(line)
  return match === null ? undefined : { name: match[1]!.toLowerCase(), value: match[2] ?? '', line }
}

/** undefined for bytes that are not UTF-8, and for control characters that a shell or a terminal would not keep. */
function decodedText(bytes: Uint8Array): string | undefined {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return /[^\P{C}\n\t]|\uFFFD/u.test(text) ? undefined : text
}

/** Fields that make curl do more than send them. */
const actedUpon = ['transfer-encoding', 'expect', 'te', 'upgrade', 'http2-settings']

function obstacleOf({ method, fields, bodyBytes }: Request): string | undefined {
  const special = fields.find(field => actedUpon.includes(field.name))
  if (special !== undefined) return `curl acts upon ${special.name} itself`
  const hosts = fields.flatMap((field, index) => (field.name === 'host' ? [index] : []))
  if (hosts.length > 1) return 'curl sends one Host'
  if (hosts.some(index => index > 0)) return 'curl sends Host first'
  if (fields.some(field => field.name === 'host' && field.value === '')) return 'curl sends no empty Host'
  const lengths = fields.filter(field => field.name === 'content-length')
  if (lengths.length > 1) return 'curl sends one Content-Length'
  if ((lengths[0]?.value ?? '0') !== String(bodyBytes)) return 'Content-Length is not the length of the body'
  if (method === 'HEAD' && lengths.length > 0) return 'curl sends HEAD without a body'
  return undefined
}

function optionsOf(request: Request, { host, port }: CommandTarget): readonly string[] {
  const authority = `${host.includes(':') ? `[${host}]` : host}${port === 80 ? '' : `:${port}`}`
  return [
    ...(request.version === '0' ? ['-0'] : []),
    ...methodOptions(request),
    ...fieldOptions(request, authority),
    ...(request.bodyBytes > 0 ? ['--data-raw', request.body] : []),
    ...targetOptions(request.target, `http://${authority}`),
  ]
}

function methodOptions({ method, bodyBytes }: Request): readonly string[] {
  if (method === 'HEAD') return ['-I']
  return method === (bodyBytes > 0 ? 'POST' : 'GET') ? [] : ['-X', method]
}

/** The fields as they are; `Name:` takes back one that curl would add. */
function fieldOptions({ fields, bodyBytes }: Request, authority: string): readonly string[] {
  const own = ['Host', 'User-Agent', 'Accept', ...(bodyBytes > 0 ? ['Content-Type'] : [])]
  const unwanted = own.filter(name => !fields.some(field => field.name === name.toLowerCase()))
  const given = fields.filter(field => field.name !== 'host' || field.value !== authority)
  const lines = [
    ...given.map(field => (field.value === '' ? field.line.replace(/:$/, ';') : field.line)),
    ...unwanted.map(name => `${name}:`),
  ]
  return lines.flatMap(line => ['-H', line])
}

/** What curl would read as more than a path goes beside the URL. */
function targetOptions(target: string, origin: string): readonly string[] {
  if (!/^\/[\w\-.~:/?[\]@!$&'()*+,;=%{}|^]*$/.test(target)) return ['--request-target', target, `${origin}/`]
  const globs = /[[\]{}]/.test(target) ? ['-g'] : []
  const dots = /\/\.\.?(?:[/?]|$)/.test(target) ? ['--path-as-is'] : []
  return [...globs, ...dots, origin + target]
}
