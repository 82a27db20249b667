// What a view needs besides the state: its place on the screen and the highlighter, once that is loaded.

import type { Highlight } from '../blocks/code.ts'

export type Look = { readonly columns: number; readonly rows: number; readonly highlight: Highlight | undefined }
