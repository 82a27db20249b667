// What a rule of the contract is. The rules themselves are in the files beside this one, by topic.

/** Who breaks a rule; middleware is an application to the server and a server to the application. */
export type Culprit = 'application' | 'server'

/**
 * Who can see it broken: `load` when an application is given to `toApplication`; `respond` while a response is made; `validate`
 * from between the two sides; `wire` only from outside, by what a client and the application see.
 */
export type Witness = 'load' | 'respond' | 'validate' | 'wire'

/** A warning is right by the letter and most likely a mistake. */
export type Severity = 'error' | 'warning'

export type Rule = {
  readonly culprit: Culprit
  readonly severity: Severity
  /** Where it comes from: `PEP 3333, The start_response() Callable`. */
  readonly source: string
  /** What holds: one sentence or two, in Markdown without links. */
  readonly text: string
  readonly seenBy: readonly Witness[]
}

export type Rules = Readonly<Record<string, Rule>>

/** Sections of PEP 3333 and other texts that rules come from. */
export const source = {
  overview: 'PEP 3333, The Application/Framework Side',
  details: 'PEP 3333, Specification Details',
  environ: 'PEP 3333, environ Variables',
  streams: 'PEP 3333, Input and Error Streams',
  start: 'PEP 3333, The start_response() Callable',
  length: 'PEP 3333, Handling the Content-Length Header',
  streaming: 'PEP 3333, Buffering and Streaming',
  write: 'PEP 3333, The write() Callable',
  unicode: 'PEP 3333, Unicode Issues',
  errors: 'PEP 3333, Error Handling',
  continue: 'PEP 3333, HTTP 1.1 Expect/Continue',
  features: 'PEP 3333, Other HTTP Features',
  tsgi: 'TSGI 1.0',
} as const

/** A rule for the application. */
export const applicationRule = (from: string, text: string, ...seenBy: readonly Witness[]): Rule => ({
  culprit: 'application',
  severity: 'error',
  source: from,
  text,
  seenBy,
})

/** A rule for the server. */
export const serverRule = (from: string, text: string, ...seenBy: readonly Witness[]): Rule => ({
  culprit: 'server',
  severity: 'error',
  source: from,
  text,
  seenBy,
})

/** The same rule, broken at one's own risk. */
export const asWarning = (rule: Rule): Rule => ({ ...rule, severity: 'warning' })
