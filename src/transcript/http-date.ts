// How far a text reads like an HTTP date. Knows the form, not the calendar.

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** RFC 9110 §5.6.7: the one form a sender may use, `Sun, 06 Nov 1994 08:49:37 GMT`; `9` stands for a digit. */
const form: readonly (readonly string[])[] = [days, [', 99 '], months, [' 9999 99:99:99 GMT']]
export const httpDateLength = 29

/** Clocks of two machines may differ by this much, and a response may be late. */
const nearMs = 600_000

/** Whether a date is that of a moment, or nearly. */
export function isAround(date: string, ms: number): boolean {
  return Math.abs(Date.parse(date) - ms) <= nearMs
}

/** How many chars from `offset` on fit the form: `httpDateLength` when it is one. */
export function httpDateFit(text: string, offset: number): number {
  let fit = 0
  for (const choices of form) {
    const best = Math.max(...choices.map(choice => fitOf(text, offset + fit, choice)))
    fit += best
    if (best < choices[0]!.length) return fit
  }
  return fit
}

function fitOf(text: string, offset: number, choice: string): number {
  for (let index = 0; index < choice.length; index++) {
    const char = text[offset + index]
    const fits = choice[index] === '9' ? char !== undefined && char >= '0' && char <= '9' : char === choice[index]
    if (!fits) return index
  }
  return choice.length
}
