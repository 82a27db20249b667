// Textual replacement that counts its hits: an upgrade of a dependency must not lose a trick without anyone noticing.

/** Replaces `pattern` in `text`, and throws unless it was found exactly `times` times. */
export const replaceExactly = (text, { file, pattern, times, by }) => {
  const hits = text.match(new RegExp(pattern.source, `g${pattern.flags.replace('g', '')}`))?.length ?? 0
  if (hits !== times) {
    throw new Error(`${file}: expected ${times} of ${pattern}, found ${hits}; look at what changed in that package`)
  }
  return text.replace(new RegExp(pattern.source, `g${pattern.flags.replace('g', '')}`), by)
}
