// Finds what a module imports, and where it asks `import.meta`. Knows neither files nor types.

import { tokensOf } from './tokens.ts'
import type { Token } from './tokens.ts'

/** A module specifier that is written out. Offsets are those of its text, without the quotes. */
export type Specifier = {
  readonly value: string
  readonly start: number
  readonly end: number
  readonly isDynamic: boolean
  /** `import type` and `export type`: gone once the types are. */
  readonly isTypeOnly: boolean
}

/** `import.meta.NAME`, for the names that tell where the module is. */
export type MetaUse = { readonly start: number; readonly end: number; readonly name: MetaName }
export type MetaName = 'url' | 'dirname' | 'filename'

export type ModuleScan = { readonly specifiers: readonly Specifier[]; readonly metaUses: readonly MetaUse[] }

const metaPattern = /import\.meta\.(url|dirname|filename)(?![\p{ID_Continue}$])/uy

export function scanModule(text: string): ModuleScan {
  const tokens = tokensOf(text)
  const specifiers: Specifier[] = []
  const metaUses: MetaUse[] = []
  tokens.forEach((token, index) => {
    if (token.type !== 'word' || tokens[index - 1]?.text === '.') return
    if (token.text === 'import') {
      specifiers.push(...importedAt(tokens, index))
      metaUses.push(...metaAt(text, token.start))
    }
    if (token.text === 'export') specifiers.push(...exportedFrom(tokens, index))
  })
  return { specifiers, metaUses }
}

function importedAt(tokens: readonly Token[], index: number): readonly Specifier[] {
  const next = tokens[index + 1]
  if (next?.text === '(') return dynamicAt(tokens, index + 2)
  if (next?.text === '.') return []
  if (next?.type === 'string') return [specifier(next, {})]
  return fromClause(tokens, index + 1)
}

function dynamicAt(tokens: readonly Token[], index: number): readonly Specifier[] {
  const [argument, after] = [tokens[index], tokens[index + 1]]
  const isWhole = argument?.type === 'string' && (after?.text === ')' || after?.text === ',')
  return isWhole ? [specifier(argument, { isDynamic: true })] : []
}

function exportedFrom(tokens: readonly Token[], index: number): readonly Specifier[] {
  const [next, second] = [tokens[index + 1], tokens[index + 2]]
  const isList = (token: Token | undefined): boolean => token?.text === '*' || token?.text === '{'
  return isList(next) || (next?.text === 'type' && isList(second)) ? fromClause(tokens, index + 1) : []
}

/** What stands between the keyword and `from`: names, braces, commas, a star. Anything else is another statement. */
function fromClause(tokens: readonly Token[], start: number): readonly Specifier[] {
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index]!
    const next = tokens[index + 1]
    if (token.text === 'from' && next?.type === 'string' && index > start) {
      return [specifier(next, { isTypeOnly: isTypeClause(tokens, start) })]
    }
    const isPart = token.type === 'word' || token.type === 'string' || '{},*'.includes(token.text)
    const isStart = token.text === 'import' || token.text === 'export'
    if (!isPart || isStart) return []
  }
  return []
}

/** `type` is a word like any other when it is itself what is imported: `import type from`, `import type, {`. */
function isTypeClause(tokens: readonly Token[], start: number): boolean {
  const [first, second, third] = [tokens[start], tokens[start + 1], tokens[start + 2]]
  if (first?.text !== 'type' || second?.text === ',') return false
  return second?.text !== 'from' || third?.text === 'from'
}

function specifier(token: Token, kind: Partial<Pick<Specifier, 'isDynamic' | 'isTypeOnly'>>): Specifier {
  return {
    value: token.text.slice(1, -1),
    start: token.start + 1,
    end: token.end - 1,
    isDynamic: kind.isDynamic ?? false,
    isTypeOnly: kind.isTypeOnly ?? false,
  }
}

function metaAt(text: string, start: number): readonly MetaUse[] {
  metaPattern.lastIndex = start
  const match = metaPattern.exec(text)
  return match === null ? [] : [{ start, end: start + match[0].length, name: match[1] as MetaName }]
}
