// A curl command line to a transcript that sends what curl would. Knows how options are written, not what is sent for them.

import {
  emptyCurlRequest,
  ignoredOptions,
  ignoredValueOptions,
  plainOptions,
  shortOptions,
  valueOptions,
  type CurlRequest,
} from './curl-options.ts'
import { curlRequestBytes } from './curl-request.ts'
import { parseHttpUrl, type HttpUrl } from './http-url.ts'
import { transcriptFromExchanges } from './record.ts'
import { splitShellWords, type ShellWord } from './shell-words.ts'
import { faultInText, type Problem } from './source-line.ts'
import type { TranscriptError } from './transcript-error.ts'
import type { Transcript } from './transcript.ts'

/**
 * Reads `curl [options] URL`, quoted for a POSIX shell or as browsers copy it. Nothing is expected back: curl does not say.
 * Throws TranscriptError for options that are not known, need a file, or do not fit into one request.
 */
export function importCurlCommand(text: string, path?: string): Transcript {
  const fault: Fault = (index, problem) => faultInText(text, path, index, problem)
  const words = splitShellWords(text, fault)
  const first = words[0]?.text === '$' ? 1 : 0
  if (!/(?:^|[/\\])curl(?:\.exe)?$/.test(words[first]?.text ?? '')) {
    throw fault(words[first]?.index ?? 0, {
      problem: 'not a curl command',
      expected: 'curl',
      found: words[first]?.text ?? 'nothing',
    })
  }
  const request = readWords({ text, words, fault }, first + 1)
  const url = urlOf(request, { text, words, fault })
  const bytes = curlRequestBytes(request, url)
  return transcriptFromExchanges([{ type: 'sent', bytes }], {
    title: 'Imported from a curl command',
    ...(path === undefined ? {} : { path }),
  })
}

type Fault = (index: number, problem: Problem) => TranscriptError
type Command = { readonly text: string; readonly words: readonly ShellWord[]; readonly fault: Fault }

/** An option in its long form, with the value when it was written in the same word. */
type Option = {
  readonly name: string
  readonly written: string
  readonly value: string | undefined
  readonly index: number
}

function readWords(command: Command, first: number): CurlRequest {
  let request = emptyCurlRequest
  for (let at = first; at < command.words.length; at++) {
    const word = command.words[at]!
    refuseOperator(command, word)
    if (!word.text.startsWith('-') || word.text === '-') {
      request = { ...request, urls: [...request.urls, word.text] }
      continue
    }
    for (const option of optionsOf(command, word)) {
      const value = takesValue(option.name) ? (option.value ?? command.words[++at]?.text) : undefined
      request = applyOption(command, request, { ...option, value })
    }
  }
  return request
}

/** A pipe or a redirection is the shell's; in quotes it is a word like any other. */
function refuseOperator({ text, fault }: Command, word: ShellWord): void {
  const operator = /^(?:[|&;<>]|[0-9]>)/.exec(text.slice(word.index, word.index + 2))?.[0]
  if (operator === undefined) return
  throw fault(word.index, {
    problem: 'a shell operator',
    expected: 'one curl command and nothing else',
    found: operator,
  })
}

/** One long option, or the letters of a short one; the rest of a word is the value of a letter that takes one. */
function optionsOf(command: Command, word: ShellWord): readonly Option[] {
  if (word.text.startsWith('--')) return [{ name: word.text, written: word.text, value: undefined, index: word.index }]
  const options: Option[] = []
  for (let at = 1; at < word.text.length; at++) {
    const letter = word.text[at]!
    const name = shortOptions.get(letter)
    if (name === undefined) throw unknownOption(command, `-${letter}`, word.index)
    const rest = word.text.slice(at + 1)
    const value = takesValue(name) && rest !== '' ? rest : undefined
    options.push({ name, written: `-${letter}`, value, index: word.index })
    if (value !== undefined) break
  }
  return options
}

function takesValue(name: string): boolean {
  return valueOptions.has(name) || ignoredValueOptions.has(name)
}

function unknownOption({ fault }: Command, written: string, index: number): TranscriptError {
  const expected = 'options that say what one plain request sends, such as -X, -H, -d, -I, -G, -u, -A, -e, -b'
  return fault(index, { problem: 'an option that cannot be imported', expected, found: written })
}

function applyOption(command: Command, request: CurlRequest, option: Option): CurlRequest {
  const { name, written, value, index } = option
  if (ignoredOptions.has(name)) return request
  const change = plainOptions.get(name)
  if (change !== undefined) return { ...request, ...change }
  if (!takesValue(name)) throw unknownOption(command, written, index)
  if (value === undefined)
    throw command.fault(command.text.length, {
      problem: `${written} without a value`,
      expected: 'a value',
      found: 'the end of the text',
    })
  const changed = valueOptions.get(name)?.(request, value) ?? request
  if ('problem' in changed) throw command.fault(index, { ...changed, found: `${written} ${value}` })
  return changed
}

function urlOf(request: CurlRequest, { text, words, fault }: Command): HttpUrl {
  const [url, second] = request.urls
  if (url === undefined)
    throw fault(text.length, { problem: 'no URL', expected: 'a URL', found: 'the end of the text' })
  const indexOf = (wanted: string) => words.find(word => word.text === wanted)?.index ?? 0
  if (second !== undefined)
    throw fault(indexOf(second), { problem: 'more than one URL', expected: 'one request', found: second })
  const parsed = parseHttpUrl(url, request.path)
  if (parsed === undefined || parsed.authority === '')
    throw fault(indexOf(url), { problem: 'not a URL', expected: 'http://host:port/path', found: url })
  return parsed
}
