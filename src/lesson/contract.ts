// The contract as cases: transcripts for any server that runs the application beside them. What the cases are, by group,
// and which rules each of them speaks of, is in contract.json. Says nothing of where that server comes from.

import { join } from 'node:path'
import { fieldsOf, filledListOf, readJson, shapeFault, slugOf, textOf, type Source } from './file/guard.ts'
import type { JsonNode } from './file/json.ts'
import { fixtureFrom } from './fixture.ts'
import type { LessonCheck } from './lesson.ts'
import { readPack } from './load.ts'
import { missingFile, sourceOf, type Pack } from './pack.ts'

export type Contract = {
  readonly slug: 'contract'
  readonly title: string
  readonly groups: readonly ContractGroup[]
  /** All cases, in the order in which they are run. */
  readonly checks: readonly ContractCase[]
}

export type ContractGroup = { readonly id: string; readonly title: string; readonly checks: readonly ContractCase[] }

/** `rules`: ids of rules of the contract, `http:ID` of what is refused, or sections of RFCs. */
export type ContractCase = LessonCheck & { readonly rules: readonly string[] }

export const contractFolder = 'fixtures/contract'

/** The file beside the cases that has their application, and the name it exports. */
export const contractApplication = { file: `${contractFolder}/application.ts`, name: 'application' } as const

/** `directory` holds the folder of the contract. Throws PackError. */
export const loadContract = (directory: string): Contract => contractFrom(readPack(directory, [contractFolder]))

/** The cases as checks of a lesson: under names of their own, with their own application, and after all others. */
export const contractChecks = (
  { directory }: Pick<Pack, 'directory'>,
  { checks }: Contract,
): readonly LessonCheck[] => {
  const argv = [{ path: join(directory, contractApplication.file), name: contractApplication.name }]
  return checks.map(({ id, title, transcript, needs }) => ({
    id: `contract/${id}`,
    title,
    fixture: `contract/${id}`,
    transcript,
    needs,
    argv,
    runs: 'last',
  }))
}

/** The cases of a pack that has been read. Throws PackError. */
export const contractFrom = (pack: Pack): Contract => {
  const source = sourceOf(pack, `${contractFolder}/contract.json`, 'Install the package again: a part of it is gone.')
  const fields = fieldsOf(source, readJson(source), ['title', 'groups'])
  const groups = filledListOf(source, fields.need('groups'), node => groupFrom(pack, source, node))
  return {
    slug: 'contract',
    title: textOf(source, fields.need('title')),
    groups,
    checks: groups.flatMap(({ checks }) => checks),
  }
}

const groupFrom = (pack: Pack, source: Source, node: JsonNode): ContractGroup => {
  const fields = fieldsOf(source, node, ['id', 'title', 'cases'])
  const cases = fields.need('cases')
  if (cases.type !== 'object') throw shapeFault(source, cases, 'an object: for each case its rules')
  return {
    id: slugOf(source, fields.need('id')).value,
    title: textOf(source, fields.need('title')),
    checks: cases.members.map(({ key, value }) =>
      caseFrom(
        pack,
        key,
        filledListOf(source, value, rule => textOf(source, rule)),
      ),
    ),
  }
}

const caseFrom = (pack: Pack, name: string, rules: readonly string[]): ContractCase => {
  const path = `${contractFolder}/${name}.trace`
  const text = pack.files.get(path)
  if (text === undefined) throw missingFile(pack.directory, path, 'Write the fixture, or correct its name.')
  return { id: name, fixture: name, needs: [], rules, ...fixtureFrom(pack, path, text) }
}
