// tsgi.errors over whatever takes text.

import type { ErrorLog } from './contract.ts'

/** An error log that gives what is written to `write`, at once: there is nothing to flush. */
export const createErrorLog = (write: (text: string) => void): ErrorLog => ({
  write: text => write(text),
  writeLines: lines => {
    for (const line of lines) write(line)
  },
  flush: () => undefined,
})
