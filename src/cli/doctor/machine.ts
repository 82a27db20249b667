// Probes that try things out: listening, writing, watching, starting a program.

import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { nearestWorkbook } from '../../workbook/index.ts'
import { shown } from '../at-work.ts'
import type { Context } from '../context.ts'
import { withRunner } from '../run-checks.ts'
import { watchSaves } from '../screen/watch-saves.ts'
import { fine, note, problem, type Finding } from './finding.ts'

const usualPort = 8888

export const portFinding = async (): Promise<Finding> => {
  const about = `port ${usualPort}`
  const reason = await listenReason(usualPort)
  if (reason === undefined) return fine(about, 'free')
  return note(
    about,
    `cannot be used (${reason}); checks use another`,
    'to run a server by hand: PORT=9000 node 01-echo/server.ts',
  )
}

export const loopbackFinding = async (): Promise<Finding> => {
  const reason = await listenReason(0)
  if (reason === undefined) return fine('127.0.0.1', 'programs can listen')
  return problem('127.0.0.1', `no program can listen (${reason})`, 'allow node to listen on 127.0.0.1')
}

const listenReason = (port: number): Promise<string | undefined> =>
  new Promise(resolve => {
    const server: Server = createServer()
    server.once('error', error => resolve('code' in error ? String(error.code) : error.message))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)))
  })

/** The workbook, or the folder where one would be made. */
const workFolder = (context: Context): string => nearestWorkbook(context.directory)?.directory ?? context.directory

export const folderFinding = (context: Context): Finding => {
  const folder = workFolder(context)
  const words = folder === context.directory ? 'this folder' : shown(context, folder)
  try {
    accessSync(folder, constants.W_OK)
    return fine('folder', `${words} can be written`)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return problem(
      'folder',
      `${words} cannot be written (${reason})`,
      'change to a folder of your own, such as your home folder',
    )
  }
}

const watchLimitMs = 3000

export const watchFinding = async (context: Context): Promise<Finding> => {
  const advice = 'r on the screen, and tsgi-learn check, run the checks without it'
  let folder: string
  try {
    folder = mkdtempSync(join(workFolder(context), '.tsgi-doctor-'))
  } catch {
    return note('saves', 'not tried: the folder cannot be written', advice)
  }
  try {
    const ms = await msUntilSeen(join(folder, 'server.ts'), context)
    return ms === undefined
      ? problem('saves', 'a saved file was not noticed', advice)
      : fine('saves', `noticed after ${ms} ms`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const msUntilSeen = async (file: string, context: Context): Promise<number | undefined> => {
  writeFileSync(file, 'before')
  const trouble: unknown[] = []
  let seen: () => void = () => undefined
  const saved = new Promise<void>(resolve => {
    seen = resolve
  })
  const watching = watchSaves([file], { onSave: seen, onTrouble: error => trouble.push(error) })
  const startedAt = context.now().getTime()
  let savedAt = startedAt
  // The watcher needs a moment to start, and does not say when it has: save until it notices.
  const saving = setInterval(() => {
    savedAt = context.now().getTime()
    writeFileSync(file, `after ${savedAt}`)
  }, 200)
  const limit = new Promise<'late'>(resolve => setTimeout(resolve, watchLimitMs, 'late').unref())
  const outcome = await Promise.race([saved, limit])
  clearInterval(saving)
  await watching.close()
  return outcome === 'late' || trouble.length > 0 ? undefined : context.now().getTime() - savedAt
}

export const programFinding = async (context: Context): Promise<Finding> => {
  try {
    const startedAt = context.now().getTime()
    await withRunner(context, runner => runner.warm())
    return fine('programs', `start in ${context.now().getTime() - startedAt} ms`)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return problem('programs', `cannot be started: ${reason}`, 'install tsgi-learn again')
  }
}
