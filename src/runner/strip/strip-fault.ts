// A fault of the text to the fact that names it: the place in the original, and advice for syntax that Node cannot run.

import type { ProgramFact } from '../programs/program.ts'
import type { StripFault } from './engine.ts'

/** What to write instead of TypeScript that is more than types. */
const hints: readonly { readonly pattern: RegExp; readonly hint: string }[] = [
  {
    pattern: /enum/,
    hint: 'Node runs TypeScript by removing types, and an enum is more than a type: use an object, `const Name = { One: 1 } as const`.',
  },
  {
    pattern: /namespace|module/,
    hint: 'Node runs TypeScript by removing types, and a namespace is more than a type: put its contents in a file of its own and import that.',
  },
  {
    pattern: /parameter property/,
    hint: 'Node runs TypeScript by removing types: declare the field in the class and assign it in the constructor.',
  },
  { pattern: /angle-bracket/, hint: 'Write `value as Type` instead of `<Type>value`.' },
  {
    pattern: /import =|import equals|export =|export assignment/i,
    hint: 'Write `import` and `export` as in JavaScript.',
  },
]

export function syntaxFactFrom(fault: StripFault, path: string, text: string): ProgramFact {
  const lineText = text.split(/\r\n|[\n\r]/)[fault.startLine - 1] ?? ''
  const at = { path, line: fault.startLine, column: indexOfColumn(lineText, fault.startColumn) + 1 }
  const hint = fault.code === 'UnsupportedSyntax' ? hints.find(one => one.pattern.test(fault.message))?.hint : undefined
  return { type: 'syntax-error', message: fault.message, at, ...(hint === undefined ? {} : { hint }) }
}

const tabColumns = 4
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const zero = /\p{Mn}|\p{Me}|\p{Cf}/u

/** The engine counts columns as a terminal shows them: a tab as four, wide characters as two, marks as none. */
function indexOfColumn(line: string, column: number): number {
  let columns = 0
  let index = 0
  for (const character of line) {
    if (columns >= column) return index
    columns += character === '\t' ? tabColumns : zero.test(character) ? 0 : wide.test(character) ? 2 : 1
    index += character.length
  }
  return index
}
