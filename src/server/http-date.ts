// The Date field (RFC 9110 §6.6.1), made once a second.

let text: string | undefined

/** The time now as IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT`. */
export const httpDate = (): string => (text ??= dateUntilNextSecond())

const dateUntilNextSecond = (): string => {
  const now = new Date()
  // It forgets itself when it is no longer true: to ask for the time at each response costs more. It keeps no process alive.
  setTimeout(forget, 1000 - now.getMilliseconds()).unref()
  return now.toUTCString()
}

const forget = (): void => {
  text = undefined
}
