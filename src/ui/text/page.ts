// What a view comes to: its lines, and the rows at which things that can be chosen stand.

import type { Line } from './line.ts'

/** `id` says what it is (`question 2`, `hint code:silent`); rows count from the page's first line. */
export type Anchor = { readonly id: string; readonly top: number; readonly height: number }

export type Page = { readonly lines: readonly Line[]; readonly anchors: readonly Anchor[] }

export const emptyPage: Page = { lines: [], anchors: [] }

/** Pages one under the other. */
export const stackPages = (pages: readonly Page[]): Page => {
  const lines: Line[] = []
  const anchors: Anchor[] = []
  for (const page of pages) {
    for (const anchor of page.anchors) anchors.push({ ...anchor, top: anchor.top + lines.length })
    for (const line of page.lines) lines.push(line)
  }
  return { lines, anchors }
}

/** A page without anything to choose. */
export const pageOf = (lines: readonly Line[]): Page => ({ lines, anchors: [] })

/** The whole page as one thing that can be chosen. */
export const anchored = (id: string, lines: readonly Line[]): Page => ({
  lines,
  anchors: [{ id, top: 0, height: lines.length }],
})
