// What has to be known of a lesson that starts its program with an application, by whoever brings a server of their own.

import { asksProgramAlone } from '../transcript/index.ts'
import type { Exercise } from '../lesson/index.ts'
import type { Argument } from '../runner/index.ts'
import { shown } from './at-work.ts'
import type { Context } from './context.ts'

/** undefined where there is nothing to know: a lesson without applications, or a file, which is started as it asks. */
export const startNote = (
  context: Context,
  way: 'file' | 'cmd' | 'address',
  { number, argv, checks }: Pick<Exercise, 'number' | 'argv' | 'checks'>,
): string | undefined => {
  const [application] = argv
  if (way === 'file' || application === undefined) return undefined
  const words = wordOf(context, application)
  if (way === 'cmd')
    return (
      `lesson ${number} starts the command with an application as its last argument, or where it says {application}: ` +
      `${words}, as JavaScript. A server in another language cannot load that, and has to answer as it does.`
    )
  const others = checks.filter(check => check.argv !== undefined || asksProgramAlone(check.transcript)).length
  const rest = others === 0 ? '' : `; ${others} of its checks start a server in another way and are not run`
  return `lesson ${number} expects ${words} to be served at this address${rest}`
}

const wordOf = (context: Context, argument: Argument): string =>
  typeof argument === 'string' ? argument : `${shown(context, argument.path)}:${argument.name}`
