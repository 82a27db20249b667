// What can be wrong with a lesson's text, as data: with the rule it breaks and whether it can be shown at all.

import type { PackFault } from '../pack-error.ts'

export type TextRule = 'markdown' | 'include' | 'question' | 'code-in-prose' | 'wide-diagram'

/** `isFatal`: the text cannot be shown as it was meant, and the lesson does not open. */
export type Remark = { readonly rule: TextRule; readonly isFatal: boolean; readonly fault: PackFault }
