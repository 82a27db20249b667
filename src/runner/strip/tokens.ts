// TypeScript or JavaScript text as a row of tokens, just well enough to tell code from strings, comments, templates and
// regular expressions. Understands no syntax beyond that.

export type Token = {
  readonly type: 'word' | 'string' | 'template' | 'regexp' | 'punctuator'
  readonly start: number
  readonly end: number
  /** The text, quotes included; one character for a punctuator. */
  readonly text: string
}

/** After these words a slash begins a regular expression; after any other it divides. */
const wordsBeforeRegExp = new Set(
  'return typeof case in of delete void throw new else do await yield instanceof'.split(' '),
)
const wordPattern = /(?:[\p{ID_Continue}$\\#@]|\u200c|\u200d)+/uy
const stringPattern = /'(?:\\[^]|[^'\\\n\r])*'?|"(?:\\[^]|[^"\\\n\r])*"?/y
const spacePattern = /[\s\ufeff]+|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?(?:\*\/|$)/y
const regExpPattern = /\/(?:\\.|\[(?:\\.|[^\]\\\n\r])*\]|[^/\\[\n\r])+\/[\p{ID_Continue}$]*/uy
/** From a backtick, or from the brace that ends a substitution, to the next substitution or the end. */
const templatePattern = /[`}](?:\\[^]|\$(?!\{)|[^`\\$])*(?:`|\$\{|$)/y

export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  /** For each open template: how many braces are open inside its substitution. */
  const substitutions: number[] = []
  let at = text.startsWith('#!') ? text.search(/[\n\r]|$/) : 0

  const matchAt = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0]
  }
  const take = (type: Token['type'], found: string): void => {
    tokens.push({ type, start: at, end: at + found.length, text: found })
    at += found.length
  }
  const takeTemplate = (): void => {
    const found = matchAt(templatePattern) ?? '`'
    take('template', found)
    if (found.length > 1 && found.endsWith('${')) substitutions.push(0)
  }

  while (at < text.length) {
    const space = matchAt(spacePattern)
    const character = text[at] ?? ''
    if (space !== undefined) at += space.length
    else if (character === "'" || character === '"') take('string', matchAt(stringPattern) ?? character)
    else if (character === '`') takeTemplate()
    else if (character === '}' && substitutions.at(-1) === 0) {
      substitutions.pop()
      takeTemplate()
    } else if (character === '/' && mayBeginRegExp(tokens.at(-1))) {
      const found = matchAt(regExpPattern)
      take(found === undefined ? 'punctuator' : 'regexp', found ?? character)
    } else {
      const word = matchAt(wordPattern)
      take(word === undefined ? 'punctuator' : 'word', word ?? character)
      if (substitutions.length > 0) countBrace(substitutions, character)
    }
  }
  return tokens
}

function mayBeginRegExp(before: Token | undefined): boolean {
  if (before === undefined) return true
  if (before.type === 'word') return wordsBeforeRegExp.has(before.text)
  return before.type === 'punctuator' && !')]}'.includes(before.text)
}

function countBrace(substitutions: number[], character: string): void {
  const change = character === '{' ? 1 : character === '}' ? -1 : 0
  substitutions.push((substitutions.pop() ?? 0) + change)
}
