// Whatever was thrown: whether it is an error, and as lines for the error log. Never throws itself.

const maxCauses = 4

/** An Error, also one of another realm. */
export const isError = (value: unknown): value is Error =>
  value instanceof Error || Object.prototype.toString.call(value) === '[object Error]'

/** The stack and those of the causes; for what is no error, the value as text. Ends in a line end. */
export function formatThrown(thrown: unknown): string {
  let text = ''
  let at = thrown
  for (let depth = 0; depth <= maxCauses && at !== undefined; depth++) {
    text += `${depth === 0 ? '' : 'caused by '}${oneThrown(at)}\n`
    at = causeOf(at)
  }
  return text === '' ? 'undefined was thrown\n' : text
}

function oneThrown(thrown: unknown): string {
  try {
    if (typeof thrown !== 'object' || thrown === null) return `${String(thrown)} was thrown`
    const { stack, message } = thrown as Partial<Error>
    if (typeof stack === 'string' && stack !== '') return stack
    return typeof message === 'string' ? message : `${String(thrown)} was thrown`
  } catch {
    return 'something was thrown that cannot be looked at'
  }
}

function causeOf(thrown: unknown): unknown {
  try {
    return typeof thrown === 'object' && thrown !== null ? (thrown as Error).cause : undefined
  } catch {
    return undefined
  }
}
