// The Date field (RFC 9110 §6.6.1), made once a second.

let second = -1
let text = ''

/** The time now as IMF-fixdate: `Sun, 06 Nov 1994 08:49:37 GMT`. */
export const httpDate = (): string => {
  const now = Math.floor(Date.now() / 1000)
  if (now === second) return text
  second = now
  text = new Date(now * 1000).toUTCString()
  return text
}
