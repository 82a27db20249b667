// JSON with each member on a line of its own. Only white space between tokens changes: numbers and strings stay as sent.

const step = '  '
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g

/** Beyond these, white space helps no reader, and there would be more of it than of text. */
const longest = 1 << 20
const deepest = 64

/** undefined when the text is no JSON, or too long or too deep to lay out. */
export function indentJson(text: string): string | undefined {
  if (text.length > longest || !isJson(text)) return undefined
  const tokens = text.match(token) ?? []
  let indented = ''
  let depth = 0
  for (const [index, word] of tokens.entries()) {
    const isEmpty = isClosing(word) && isOpening(tokens[index - 1])
    if (isClosing(word)) depth--
    if (isClosing(word) && !isEmpty) indented += lineAt(depth)
    indented += word
    if (isOpening(word)) depth++
    if (depth > deepest) return undefined
    if (word === ',' || (isOpening(word) && !isClosing(tokens[index + 1]))) indented += lineAt(depth)
    if (word === ':') indented += ' '
  }
  return indented
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // Cut short, or never JSON: it is shown as it is.
    return false
  }
}

function isOpening(word: string | undefined): boolean {
  return word === '{' || word === '['
}

function isClosing(word: string | undefined): boolean {
  return word === '}' || word === ']'
}

function lineAt(depth: number): string {
  return `\n${step.repeat(depth)}`
}
