// The configuration file of `serve`: JSON that names path, module and application, and what else could be typed.

import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fieldsOf, PackError, readJson, shapeFault, textOf, type JsonNode, type Source } from '../../lesson/index.ts'
import { quoted } from '../arguments/parse.ts'
import { UsageError } from '../usage-error.ts'

export type Configuration = {
  /** The folder in which the module is looked for, absolute. */
  readonly path: string
  readonly module: string | undefined
  readonly application: string | undefined
  readonly host: string | undefined
  readonly port: number | undefined
  readonly workers: number | undefined
  readonly reload: boolean | undefined
  /** Absolute, or `-`. */
  readonly accessLog: string | undefined
  readonly logFormat: string | undefined
}

const names = ['path', 'module', 'application', 'host', 'port', 'workers', 'reload', 'accessLog', 'logFormat'] as const

/** Throws a UsageError, with the place for what is wrong in the file. Its paths are seen from its own folder. */
export const readConfiguration = (typed: string, directory: string): Configuration => {
  const file = resolve(directory, typed)
  try {
    return parseConfiguration({ directory: '', path: typed, text: textOfFile(file, typed) }, dirname(file))
  } catch (error) {
    if (error instanceof PackError) throw new UsageError(error.message)
    throw error
  }
}

const textOfFile = (file: string, typed: string): string => {
  try {
    return readFileSync(file, 'utf8').replace(/^\ufeff/, '')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new UsageError(`${quoted(typed)} cannot be read: ${reason}`)
  }
}

const parseConfiguration = (source: Source, folder: string): Configuration => {
  const { find } = fieldsOf(source, readJson(source), names)
  const given = <Value>(
    name: (typeof names)[number],
    valueOf: (source: Source, node: JsonNode) => Value,
  ): Value | undefined => {
    const node = find(name)
    return node === undefined ? undefined : valueOf(source, node)
  }
  const accessLog = given('accessLog', textOf)
  return {
    path: resolve(folder, given('path', textOf) ?? '.'),
    module: given('module', textOf),
    application: given('application', textOf),
    host: given('host', textOf),
    port: given('port', wholeFrom(0, 65_535)),
    workers: given('workers', wholeFrom(1, 1024)),
    reload: given('reload', truthOf),
    accessLog: accessLog === undefined || accessLog === '-' ? accessLog : resolve(folder, accessLog),
    logFormat: given('logFormat', oneOf(['common', 'combined'])),
  }
}

const wholeFrom =
  (least: number, most: number) =>
  (source: Source, node: JsonNode): number => {
    if (node.type !== 'number' || !Number.isInteger(node.value) || node.value < least || node.value > most)
      throw shapeFault(source, node, `a whole number from ${least} to ${most}`)
    return node.value
  }

const truthOf = (source: Source, node: JsonNode): boolean => {
  if (node.type !== 'word' || node.value === null) throw shapeFault(source, node, 'true or false')
  return node.value
}

const oneOf =
  (words: readonly string[]) =>
  (source: Source, node: JsonNode): string => {
    const word = textOf(source, node)
    if (!words.includes(word)) throw shapeFault(source, node, words.map(one => `"${one}"`).join(' or '))
    return word
  }
