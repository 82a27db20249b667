// A place in a file as text: where, what is wrong, the line itself and a caret below it.

import { relative } from 'node:path'
import stringWidth from 'string-width'

export type Excerpt = {
  readonly path: string
  /** From 1; columns count chars. */
  readonly line: number
  readonly column: number
  /** The text of the file. */
  readonly text: string
  readonly message: string
  readonly hint?: string | undefined
}

/** Paths are shown as seen from `directory`, where they are in it. */
export const formatExcerpt = ({ path, line, column, text, message, hint }: Excerpt, directory: string): string => {
  const sourceLine = visible(text.split(/\r\n|[\n\r]/)[line - 1] ?? '')
  return [
    `${shownPath(path, directory)}:${line}:${column}: ${message}`,
    `  ${sourceLine}`,
    `  ${' '.repeat(stringWidth(sourceLine.slice(0, column - 1)))}^`,
    ...(hint === undefined ? [] : [`  ${hint}`]),
  ].join('\n')
}

export const shownPath = (path: string, directory: string): string => {
  const way = relative(directory, path)
  return way === '' || way.startsWith('..') ? path : way
}

/** As wide in every terminal: a tab is one blank, and no control character gets there. */
const visible = (line: string): string => line.replaceAll('\t', ' ').replace(/\p{Cc}/gu, '\ufffd')
