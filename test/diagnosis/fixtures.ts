// The transcripts that programs of lessons 2 to 5 are run against, as checks. What they ask for is in their files.

import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Application, CheckToRun } from '../../src/runner/index.ts'
import { loadTranscript } from '../../src/transcript/index.ts'
import { programs } from './judge-program.ts'

const folder = join(import.meta.dirname, 'fixtures')

export const fixtureFolders = ['request-line', 'environ', 'start-response', 'server', 'shortcuts'] as const
export type FixtureFolder = (typeof fixtureFolders)[number]

/** What servers of lessons 4 and 5 are started with. */
export const application: Application = { path: join(programs, 'applications/views.ts'), name: 'application' }

/** All of a folder, or those named, in the order of their names; each by itself. */
export async function checksIn(name: FixtureFolder, only?: readonly string[]): Promise<readonly CheckToRun[]> {
  const names = only ?? namesIn(name)
  return Promise.all(
    names.map(async id => {
      const transcript = await loadTranscript(join(folder, name, `${id}.trace`))
      return { id, title: transcript.title ?? id, transcript, needs: [] }
    }),
  )
}

export function namesIn(name: FixtureFolder): readonly string[] {
  return readdirSync(join(folder, name))
    .map(file => file.replace(/\.trace$/, ''))
    .toSorted()
}
