// The functions of this layer whose modules are still to come; the shapes are settled.

import type { LineOptions, TraceLine } from './line.ts'
import type { SourceLocation, Trace } from './trace.ts'

export declare function escapeBytes(bytes: Uint8Array): string
export declare function escapeText(text: string): string

export declare function linesOf(trace: Trace, options?: LineOptions): readonly TraceLine[]
export declare function sourceOf(trace: Trace, connection: string, offset: number): SourceLocation | undefined

/** `measure`: the columns a text takes on the terminal; one a code point when absent. */
export type TextOptions = { readonly margin?: 'times' | 'none'; readonly measure?: (text: string) => number }
export declare function formatTraceText(lines: readonly TraceLine[], options?: TextOptions): readonly string[]
/** The trace as a transcript that passes against the server that made it. */
export declare function formatRaw(trace: Trace): string
export declare function formatHex(trace: Trace): readonly string[]
export declare function formatHar(trace: Trace, options: { readonly startedAt: Date; readonly version: string }): string
