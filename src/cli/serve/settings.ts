// What `serve` is to do, as one value: what was typed, then what the configuration file says, then what holds otherwise.

import { closeSync, openSync } from 'node:fs'
import { resolve } from 'node:path'
import { defaultCallable, defaults, parseApplicationName } from '../../server/index.ts'
import { quoted } from '../arguments/parse.ts'
import { suggestion } from '../arguments/suggest.ts'
import type { Context } from '../context.ts'
import { UsageError } from '../usage-error.ts'
import { applicationFile } from './application-file.ts'
import type { Configuration } from './config-file.ts'
import type { AccessLogFile, ApplicationFile } from './messages.ts'

export type Settings = {
  readonly application: ApplicationFile
  readonly host: string
  readonly port: number
  readonly workers: number
  readonly reloads: boolean
  readonly accessLog: AccessLogFile | undefined
}

/** Throws a UsageError. */
export const settingsOf = async (context: Context): Promise<Settings> => {
  const { options } = context.typed
  const file = await configurationOf(context)
  return {
    application: applicationOf(context, file),
    host: options.value('host') ?? file?.host ?? defaults.host,
    port: numberOf(context, 'port', 0, 65_535) ?? file?.port ?? defaults.port,
    workers: numberOf(context, 'workers', 1, 1024) ?? file?.workers ?? 1,
    reloads: options.has('reload') || file?.reload === true,
    accessLog: accessLogOf(context, file),
  }
}

const configurationOf = async ({ typed, directory }: Context): Promise<Configuration | undefined> => {
  const name = typed.options.value('config')
  if (name === undefined) return undefined
  const { readConfiguration } = await import('./config-file.ts')
  return readConfiguration(name, directory)
}

const applicationOf = ({ typed, directory }: Context, configuration: Configuration | undefined): ApplicationFile => {
  const word = typed.arguments[0]
  if (word === undefined && configuration?.module !== undefined) {
    const file = applicationFile(configuration.module, configuration.path)
    return { file, callable: configuration.application ?? defaultCallable }
  }
  const example = 'for example: tsgi-learn serve app.ts:application'
  if (word === undefined) throw new UsageError('Provide a TSGI application object as module:callable', example)
  const name = parseApplicationName(word)
  if (name === undefined) throw new UsageError(`${quoted(word)} is not module:callable`, example)
  return { file: applicationFile(name.module, directory), callable: name.callable }
}

const numberOf = ({ typed }: Context, option: 'port' | 'workers', least: number, most: number): number | undefined => {
  const text = typed.options.value(option)
  if (text === undefined) return undefined
  const number = /^\d{1,6}$/.test(text) ? Number(text) : -1
  if (number < least || number > most)
    throw new UsageError(`--${option} takes a whole number from ${least} to ${most}, not ${quoted(text)}`)
  return number
}

const formats = ['common', 'combined'] as const

const accessLogOf = (
  { typed, directory }: Context,
  configuration: Configuration | undefined,
): AccessLogFile | undefined => {
  const word = typed.options.value('log-format') ?? configuration?.logFormat ?? 'combined'
  const format = formats.find(one => one === word)
  if (format === undefined)
    throw new UsageError(`--log-format knows ${formats.join(' and ')}, not ${quoted(word)}`, suggestion(word, formats))
  const file = typed.options.value('access-log') ?? configuration?.accessLog
  if (file === undefined || file === '-') return file === undefined ? undefined : { file, format }
  const path = resolve(directory, file)
  requireWritable(path, file)
  return { file: path, format }
}

const requireWritable = (path: string, typed: string): void => {
  try {
    closeSync(openSync(path, 'a'))
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new UsageError(`the access log ${quoted(typed)} cannot be written: ${reason}`)
  }
}
