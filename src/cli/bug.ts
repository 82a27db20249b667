// What is said when tsgi-learn itself is at fault: no source line of a bundle, but what a report needs.

export type BugFacts = {
  readonly version: string
  readonly node: string
  readonly platform: string
  readonly argv: readonly string[]
}

export const bugText = (error: unknown, facts: BugFacts): string =>
  [
    'tsgi-learn has a bug. It is ours: your server and your files have nothing to do with it.',
    '',
    ...describe(error).map(line => `  ${line}`),
    '',
    'Please report these lines, and what you did before. They help too:',
    `  tsgi-learn ${facts.version}, Node ${facts.node}, ${facts.platform}`,
    `  tsgi-learn ${facts.argv.map(word => (/^[\w./:@=-]+$/.test(word) ? word : JSON.stringify(word))).join(' ')}`,
  ].join('\n')

const stackLines = 12

const describe = (error: unknown): readonly string[] => {
  if (!(error instanceof Error)) return [`thrown: ${String(error)}`]
  const lines = (error.stack ?? `${error.name}: ${error.message}`).split('\n').slice(0, stackLines)
  const cause = error.cause === undefined ? [] : describe(error.cause).slice(0, 4)
  return [...lines, ...cause.map((line, index) => (index === 0 ? `caused by ${line}` : line))].map(shortened)
}

const shortened = (line: string): string => (line.length > 300 ? `${line.slice(0, 300)}...` : line).replaceAll('\0', '')
