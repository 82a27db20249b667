// The error of a broken rule: facts as fields, the sentence from the table of rules.

import { rules, type Culprit, type Rule, type RuleId, type Severity } from './rules/index.ts'
import { shown } from './shown.ts'

/** What a rule was broken with, and where: `in the header Content-Length`. */
export type Breach = { readonly value: unknown; readonly where?: string }

/** The application or the server breaks the contract. */
export class ContractError extends Error {
  override readonly name = 'ContractError'
  readonly rule: RuleId
  readonly culprit: Culprit
  readonly severity: Severity
  /** Where the rule stands: `PEP 3333, Buffering and Streaming`. */
  readonly source: string
  /** What broke it. */
  readonly value: unknown

  constructor(rule: RuleId, { value, where }: Breach) {
    const { culprit, severity, source, text }: Rule = rules[rule]
    const place = where === undefined ? '' : ` ${where}`
    super(`the ${culprit} breaks ${rule}${place}: ${shown(value)}. ${text} (${source})`)
    this.rule = rule
    this.culprit = culprit
    this.severity = severity
    this.source = source
    this.value = value
  }
}
