// `explain [CODE]`: the page of a diagnosis code, or all codes with their titles.

import { diagnosisCodes, diagnosisPages, pageOf, type DiagnosisCode } from '../../check/index.ts'
import { renderPage, renderPageList } from '../../ui/index.ts'
import { quoted } from '../arguments/parse.ts'
import { suggestion } from '../arguments/suggest.ts'
import type { Context } from '../context.ts'
import { exitCode, type ExitCode } from '../exit-code.ts'
import { lookOf } from '../look.ts'
import { UsageError } from '../usage-error.ts'

export const run = async (context: Context): Promise<ExitCode> => {
  const word = context.typed.arguments[0]
  const look = lookOf(context)
  context.console.write(word === undefined ? renderPageList(diagnosisPages, look) : renderPage(pageNamed(word), look))
  return exitCode.passed
}

const pageNamed = (word: string) => {
  if (isCode(word)) return pageOf(word)
  throw new UsageError(
    `there is no code ${quoted(word)}`,
    suggestion(word, diagnosisCodes) ?? 'tsgi-learn explain lists all codes',
  )
}

const isCode = (word: string): word is DiagnosisCode => diagnosisCodes.some(code => code === word)
