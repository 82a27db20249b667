// The one shape of everything that is shown: lines of segments, each with a role. Knows no colour and no terminal.

import type { Role } from './roles.ts'
import { widthOf } from './width.ts'

export type Segment = { readonly text: string; readonly role: Role }
export type Line = readonly Segment[]

/** A segment; a role of `text` unless one is given. */
export const seg = (text: string, role: Role = 'text'): Segment => ({ text, role })

/** A line of one segment. */
export const lineOf = (text: string, role: Role = 'text'): Line => [seg(text, role)]

export const blank: Line = []

export const textOf = (line: Line): string => line.map(segment => segment.text).join('')

export const lineWidth = (line: Line): number => line.reduce((sum, segment) => sum + widthOf(segment.text), 0)

/** Spaces, to be put in a line. */
export const gap = (columns: number): Segment => seg(' '.repeat(Math.max(0, columns)))

/** The same lines, each with a prefix. */
export const indent = (lines: readonly Line[], prefix: Line): readonly Line[] => lines.map(line => [...prefix, ...line])

/** Everything in the line with another role. */
export const withRole = (line: Line, role: Role): Line => line.map(segment => ({ ...segment, role }))
