// The page of each diagnosis code: what it means, at length, with bytes to look at. Data and its door; lays nothing out.

import { diagnosisCodes, type DiagnosisCode } from '../diagnosis.ts'
import { applicationPages } from './application.ts'
import { connectionPages } from './connection.ts'
import { contentPages } from './content.ts'
import { environKeyPages } from './environ-keys.ts'
import { environValuePages } from './environ-values.ts'
import { exchangePages } from './exchange.ts'
import { inputPages } from './input.ts'
import { headPages } from './head.ts'
import { programPages } from './program.ts'
import { requestLinePages } from './request-line.ts'
import { responsePages } from './responses.ts'
import { servingPages } from './serving.ts'

/** What is written about one code, for somebody who has never seen a socket. Backquotes mark code, as in hints. */
export type PageText = {
  /** A few words. */
  readonly title: string
  /** What it is, and exactly when the code is given; a sentence each. */
  readonly meaning: readonly string[]
  /** The same request to a server with the fault and to one without. */
  readonly bytes: Example
  /** Where it is written: a section of an RFC, a page of Node's documentation. */
  readonly reference: string
  readonly find: {
    readonly command: string
    /** What to look for with it, and where in the program. */
    readonly place: string
  }
  readonly fix: readonly Correction[]
}

/** Lines of a transcript: `>` is sent, `<` comes back, `*` happens to the connection or the program, `|` is printed. */
export type Example = { readonly wrong: readonly string[]; readonly right: readonly string[] }

/** Lines of the learner's file as they often are, and as they should be. */
export type Correction = { readonly wrong: readonly string[]; readonly right: readonly string[] }

export type DiagnosisPage = PageText & { readonly code: DiagnosisCode }

/** The pages in the groups of the codes. No code is in two of them. */
export const pageGroups = [
  programPages,
  servingPages,
  connectionPages,
  responsePages,
  headPages,
  contentPages,
  requestLinePages,
  environKeyPages,
  environValuePages,
  applicationPages,
  inputPages,
  exchangePages,
] as const

const pages: Readonly<Record<DiagnosisCode, PageText>> = {
  ...programPages,
  ...servingPages,
  ...connectionPages,
  ...responsePages,
  ...headPages,
  ...contentPages,
  ...requestLinePages,
  ...environKeyPages,
  ...environValuePages,
  ...applicationPages,
  ...inputPages,
  ...exchangePages,
}

export const pageOf = (code: DiagnosisCode): DiagnosisPage => ({ code, ...pages[code] })

/** All pages, in the order of the codes. */
export const diagnosisPages: readonly DiagnosisPage[] = diagnosisCodes.map(pageOf)
