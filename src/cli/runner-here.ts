// The runner with what this machine gives it: the bundles of this package, a folder for its notes, a clock.

import { accessSync, constants, mkdirSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { createRunner, type Runner } from '../runner/index.ts'
import type { Context, Environment } from './context.ts'

export const runnerHere = (context: Context): Runner =>
  createRunner({
    bootFile: join(context.packageFolder, 'dist', 'boot.cjs'),
    stripFile: join(context.packageFolder, 'dist', 'strip.cjs'),
    stateDirectory: stateDirectory(context.env),
    now: () => performance.now(),
    clock: () => Date.now(),
    environment: context.env,
    nodePath: process.execPath,
    newToken: randomUUID,
  })

/** Where notes survive this process: in the home folder, or, where that cannot be written, among temporary files. */
const stateDirectory = (env: Environment): string => {
  const wanted = stateFolder(env)
  return wanted !== undefined && canWrite(wanted)
    ? wanted
    : join(tmpdir(), `tsgi-learn-${process.getuid?.() ?? 'user'}`)
}

const stateFolder = (env: Environment): string | undefined => {
  const { XDG_STATE_HOME: xdg, LOCALAPPDATA: local, HOME: home, USERPROFILE: profile } = env
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'tsgi-learn')
  if (process.platform === 'win32' && local !== undefined) return join(local, 'tsgi-learn', 'state')
  const own = home ?? profile
  return own === undefined || own === '' ? undefined : join(own, '.local', 'state', 'tsgi-learn')
}

const canWrite = (folder: string): boolean => {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    // A home folder that is read-only, or not there at all: containers and shared machines have them.
    return false
  }
}
