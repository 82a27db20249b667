// Every rule of the contract, by id and by topic. Lessons, messages, tests and docs/TSGI.md all point at these rows.

import { applicationRules } from './application.ts'
import { bodyRules } from './body.ts'
import { environRules } from './environ.ts'
import { errorLogRules, inputRules } from './input.ts'
import type { Rule } from './rule.ts'
import { serverRules } from './server.ts'
import { startResponseRules, writeRules } from './start-response.ts'

export type { Culprit, Rule, Severity, Witness } from './rule.ts'

/** The rules in the order in which a reader meets them. */
export const rulesByTopic = {
  application: applicationRules,
  environ: environRules,
  input: inputRules,
  errors: errorLogRules,
  startResponse: startResponseRules,
  body: bodyRules,
  write: writeRules,
  server: serverRules,
} as const

export const rules = {
  ...applicationRules,
  ...environRules,
  ...inputRules,
  ...errorLogRules,
  ...startResponseRules,
  ...writeRules,
  ...bodyRules,
  ...serverRules,
} satisfies Readonly<Record<string, Rule>>

/** The stable id of a rule. Ids are never renamed: people and lessons refer to them. */
export type RuleId = keyof typeof rules
