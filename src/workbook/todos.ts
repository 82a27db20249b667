// What a lesson's start asks for in comments, and how that is said at the top of a program that knows nothing of it.
// Touches no disk.

/** A comment that begins with TODO, over as many lines as it has; and the function around it, where there is one. */
export type Todo = { readonly text: string; readonly inside: string | undefined }

export const todosIn = (program: string): readonly Todo[] => {
  const lines = program.split(/\r?\n/)
  return lines.flatMap((line, index) => {
    const first = todoForm.exec(line)?.[1]
    if (first === undefined) return []
    const more = lines.slice(index + 1)
    const end = more.findIndex(next => !commentForm.test(next) || todoForm.test(next))
    const rest = (end === -1 ? more : more.slice(0, end)).map(next => commentForm.exec(next)?.[1] ?? '')
    return [{ text: [first, ...rest].join(' ').trim(), inside: functionAround(lines.slice(0, index), indentOf(line)) }]
  })
}

const todoForm = /^\s*\/\/\s*(TODO\b.*)$/
const commentForm = /^\s*\/\/\s?(.*)$/

const indentOf = (line: string): number => line.length - line.trimStart().length

/** The function whose first line is the nearest above with less indentation. */
export const functionAround = (above: readonly string[], indent: number): string | undefined => {
  const line = above.findLast(one => indentOf(one) < indent && functionForm.test(one))
  const [, named, assigned] = functionForm.exec(line ?? '') ?? []
  return named ?? assigned
}

const functionForm =
  /^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function\s*\*?\s*(\w+)|(?:const|let)\s+(\w+)\s*=\s*(?:async\s*)?(?:\(|function|\w+\s*=>))/

export type Heading = {
  readonly lesson: { readonly number: number; readonly title: string }
  /** The lesson whose file it was, and the name of the file. */
  readonly before: { readonly number: number }
  readonly file: string
  readonly todos: readonly Todo[]
  /** A file that shows what else the start changes; undefined when it changes nothing else. */
  readonly difference: string | undefined
}

/** The program with what the lesson asks for at its top, in place of what an earlier lesson asked for there. */
export const withHeading = (program: string, heading: Heading): string =>
  `${headingLines(heading)
    .map(line => `// ${line}`.trimEnd())
    .join('\n')}\n\n${withoutHeading(program)}`

const headingLines = ({ lesson, before, file, todos, difference }: Heading): readonly string[] => [
  `Lesson ${lesson.number}, ${lesson.title}. This file began as your ${file} of lesson ${before.number}.`,
  ...(todos.length === 0 ? [] : ['What there is to do, as the start of the lesson says it:']),
  ...todos.flatMap(({ text, inside }, index) => [
    ...(inside === undefined || inside === todos[index - 1]?.inside ? [] : [`in ${inside}`]),
    `  ${text}`,
  ]),
  ...(difference === undefined ? [] : [`That start changes code as well: ${difference} shows what.`]),
]

const headingForm = /^\/\/ Lesson \d+, .*\. This file began as your .* of lesson \d+\.$/

const withoutHeading = (program: string): string => {
  const lines = program.split('\n')
  if (!headingForm.test(lines[0]?.trimEnd() ?? '')) return program
  const end = lines.findIndex(line => !line.startsWith('//'))
  return lines
    .slice(end === -1 ? lines.length : end)
    .join('\n')
    .replace(/^\s*\n/, '')
}
