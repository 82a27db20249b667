// A `.http` file, as editors send them, to one transcript for each request. Knows the file's form; fetches and runs nothing.

import { parseHttpUrl, type HttpUrl } from './http-url.ts'
import { bytesFromLatin1 } from '../http/index.ts'
import { utf8AsLatin1 } from './latin1.ts'
import { transcriptFromExchanges } from './record.ts'
import { faultAt, sourceLinesOf, type SourceLine } from './source-line.ts'
import type { Transcript } from './transcript.ts'

/**
 * Requests stand between lines of `###`; `@name = value` sets a variable for `{{name}}`. Host and Content-Length are
 * added where they are missing, nothing else. Throws TranscriptError for what would need a file, a script or an
 * unknown variable, and for lines that are no request.
 */
export function importHttpFile(text: string, path?: string): readonly Transcript[] {
  const lines = sourceLinesOf(text, path)
  const variables = new Map<string, string>()
  const blocks = splitBlocks(lines)
  for (const line of blocks.flatMap(linesBeforeRequest)) setVariable(line, variables)
  return blocks.flatMap(block => {
    const transcript = readBlock(block, { variables, path })
    return transcript === undefined ? [] : [transcript]
  })
}

/** The lines of one request; `name` is what stands behind `###`. */
type Block = { readonly name: string; readonly lines: SourceLine[] }
type Context = { readonly variables: ReadonlyMap<string, string>; readonly path: string | undefined }

function splitBlocks(lines: readonly SourceLine[]): readonly Block[] {
  const blocks: Block[] = [{ name: '', lines: [] }]
  for (const line of lines) {
    const separator = /^###+(.*)$/.exec(line.text)
    if (separator === null) blocks.at(-1)!.lines.push(line)
    else blocks.push({ name: separator[1]!.trim(), lines: [] })
  }
  return blocks
}

function setVariable(line: SourceLine, variables: Map<string, string>): void {
  const [, name, value] = /^@([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line.text) ?? []
  if (name !== undefined && value !== undefined)
    variables.set(name, substitute({ ...line, text: value }, variables, line))
}

/** `shown` is the line to point into when a variable is not known. */
function substitute(line: SourceLine, variables: ReadonlyMap<string, string>, shown: SourceLine): string {
  return line.text.replace(/\{\{\s*([^}\s]*)\s*\}\}/g, (whole, name: string) => {
    const value = variables.get(name)
    if (value !== undefined) return value
    const known = [...variables.keys()].map(key => `{{${key}}}`).join(', ')
    throw faultAt(shown, shown.text.indexOf(whole), {
      problem: 'unknown variable',
      expected: known === '' ? `a line @${name} = value` : known,
      found: whole,
    })
  })
}

function readBlock(block: Block, context: Context): Transcript | undefined {
  const start = linesBeforeRequest(block).length
  if (start === block.lines.length) return undefined
  const { request, fieldsStart } = readRequestLine(block.lines, start, context)
  const blank = block.lines.findIndex((line, index) => index >= fieldsStart && line.text.trim() === '')
  const fieldsEnd = blank < 0 ? block.lines.length : blank
  const fields = block.lines.slice(fieldsStart, fieldsEnd).flatMap(line => readField(line, context))
  const body = readBody(block.lines.slice(fieldsEnd + 1), context)
  const id = block.lines
    .map(line => /^(?:#|\/\/)\s*@name\s+(\S+)/.exec(line.text)?.[1])
    .find(name => name !== undefined)
  return transcriptFromExchanges(
    [{ type: 'sent', bytes: requestBytes({ request, fields, body }, block.lines[start]!) }],
    {
      title: block.name !== '' ? block.name : `${request.method} ${request.url.target}`,
      ...(context.path === undefined ? {} : { path: context.path }),
      ...(id === undefined ? {} : { properties: { id } }),
    },
  )
}

function linesBeforeRequest({ lines }: Block): readonly SourceLine[] {
  const start = lines.findIndex(line => !isBeforeRequest(line.text))
  return start < 0 ? lines : lines.slice(0, start)
}

function isBeforeRequest(text: string): boolean {
  return text.trim() === '' || /^(?:#|\/\/|@[\w.-]+\s*=)/.test(text)
}

type RequestLine = { readonly method: string; readonly url: HttpUrl; readonly version: string }

/** `METHOD URL HTTP/1.1`, method and version optional; lines that start with `?` or `&` go on with the query. */
function readRequestLine(
  lines: readonly SourceLine[],
  start: number,
  { variables }: Context,
): { readonly request: RequestLine; readonly fieldsStart: number } {
  const line = lines[start]!
  let end = start + 1
  while (/^\s+[?&]/.test(lines[end]?.text ?? '')) end++
  const text = lines
    .slice(start, end)
    .map(part => substitute(part, variables, part).trim())
    .join('')
  const match = /^(?:([A-Za-z]+)\s+)?(\S+)(?:\s+(HTTP\/\S+))?$/.exec(text)
  const url = match === null ? undefined : parseHttpUrl(match[2]!, 'as-is')
  if (match === null || url === undefined)
    throw faultAt(line, 0, {
      problem: 'not a request line',
      expected: 'METHOD URL, such as GET http://localhost:8888/',
      found: text,
    })
  const [, method = 'GET', , version = 'HTTP/1.1'] = match
  if (!/^HTTP\/1\.[01]$/.test(version))
    throw faultAt(line, line.text.indexOf(version), {
      problem: 'not HTTP/1',
      expected: 'HTTP/1.0 or HTTP/1.1',
      found: version,
    })
  return { request: { method: method.toUpperCase(), url, version }, fieldsStart: end }
}

type Field = { readonly name: string; readonly line: string }

function readField(line: SourceLine, { variables }: Context): readonly Field[] {
  if (/^(?:#|\/\/)/.test(line.text)) return []
  const text = substitute(line, variables, line)
  const name = /^([^\s:]+)\s*:/.exec(text)?.[1]
  if (name === undefined)
    throw faultAt(line, 0, {
      problem: 'not a header line',
      expected: 'Name: value, or an empty line before the body',
      found: text,
    })
  return [{ name: name.toLowerCase(), line: text.trimEnd() }]
}

/** Empty lines at its end belong to the file. */
function readBody(lines: readonly SourceLine[], { variables }: Context): string {
  for (const line of lines) refuseOutside(line)
  return lines
    .map(line => substitute(line, variables, line))
    .join('\n')
    .replace(/\n+$/, '')
}

/** `< file` is read by editors, `> {% %}` and `>> file` are run or written by them. */
function refuseOutside(line: SourceLine): void {
  const found = /^(?:<@?\s+\S|<>|>>?!?\s+\S|<\s*\{%)/.exec(line.text)
  if (found !== null)
    throw faultAt(line, 0, { problem: 'a file or a script', expected: 'the body itself', found: line.text })
}

type Request = { readonly request: RequestLine; readonly fields: readonly Field[]; readonly body: string }

function requestBytes({ request, fields, body }: Request, line: SourceLine): Uint8Array {
  const { method, url, version } = request
  const has = (name: string) => fields.some(field => field.name === name)
  if (url.authority === '' && !has('host'))
    throw faultAt(line, 0, { problem: 'no host', expected: 'a URL with a host, or a Host header', found: url.target })
  const bodyBytes = utf8AsLatin1(body)
  const lines = [
    `${method} ${url.target} ${version}`,
    ...(has('host') ? [] : [`Host: ${url.authority}`]),
    ...fields.map(field => field.line),
    ...(body === '' || has('content-length') || has('transfer-encoding')
      ? []
      : [`Content-Length: ${bodyBytes.length}`]),
  ]
  return bytesFromLatin1(`${utf8AsLatin1(lines.join('\r\n'))}\r\n\r\n${bodyBytes}`)
}
