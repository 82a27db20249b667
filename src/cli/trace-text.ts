// A trace as text: as lines for people, as a transcript, as hex, or as an HTTP archive.

import { formatHar, formatHex, formatRaw, linesOf, type LineFault, type Trace } from '../trace/index.ts'
import { renderTrace } from '../ui/index.ts'
import type { Context } from './context.ts'
import { lookOf } from './look.ts'
import { packageVersion } from './package-folder.ts'
import { UsageError } from './usage-error.ts'

const forms = ['raw', 'hex', 'har'] as const

export type ShownTrace = {
  readonly trace: Trace
  readonly title: string | undefined
  readonly startedAt: Date
  readonly fault: LineFault | undefined
}

export const traceText = (context: Context, { trace, title, startedAt, fault }: ShownTrace): string => {
  const form = forms.find(name => context.typed.options.has(name))
  switch (form) {
    case 'raw':
      return formatRaw(trace)
    case 'hex':
      return ended(formatHex(trace).join('\n'))
    case 'har':
      return ended(formatHar(trace, { startedAt, version: packageVersion(context.packageFolder) }))
    case undefined: {
      const lines = linesOf(trace, fault === undefined ? {} : { fault })
      return renderTrace({ lines, margin: 'times', ...(title === undefined ? {} : { title }) }, lookOf(context))
    }
  }
}

export const requireOneForm = (context: Context): void => {
  const given = forms.filter(name => context.typed.options.has(name))
  if (given.length > 1) throw new UsageError(`${given.map(name => `--${name}`).join(' and ')} cannot be given together`)
}

const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)
