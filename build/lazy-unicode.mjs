// Unicode tables that are loaded only when a text needs them. Compiling the emoji table and making the first segmenter
// cost 50 ms together, and nearly all text on a screen is made of characters that need neither.

/**
 * Text in which each UTF-16 code unit is a grapheme cluster of its own: ASCII without CR (CR LF is one cluster), Latin-1
 * without the soft hyphen, punctuation, arrows, box drawing and a few marks. U+25FD and U+25FE are two columns wide.
 */
const simple =
  /^[\x00-\x0c\x0e-\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25fc\u25ff\u2713\u2714\u2717\u2718\u276f]*$/

/** The same without control characters: each code unit is one column wide where ambiguous widths count as narrow. */
const oneColumnEach =
  /^[\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u21ff\u2500-\u25fc\u25ff\u2713\u2714\u2717\u2718\u276f]*$/

/** Whether the width of `text` is its length. */
export const isOneColumnEach = text => oneColumnEach.test(text)

/** Stands in for `Intl.Segmenter` with graphemes: walks code units where that gives the same answer. */
export class LazySegmenter {
  segment(text) {
    return simple.test(text) ? new CodeUnits(text) : segmenter().segment(text)
  }
}

/** A regular expression that is compiled at its first use; offers what the patched packages call. */
export const lazyRegExp = (source, flags) => {
  let compiled
  const regExp = () => (compiled ??= new RegExp(source, flags))
  return {
    test: text => regExp().test(text),
    [Symbol.replace]: (text, by) => regExp()[Symbol.replace](text, by),
  }
}

class CodeUnits {
  constructor(text) {
    this.text = text
  }

  *[Symbol.iterator]() {
    for (let index = 0; index < this.text.length; index++) yield this.at(index)
  }

  containing(index = 0) {
    return index >= 0 && index < this.text.length ? this.at(Math.trunc(index)) : undefined
  }

  at(index) {
    return { segment: this.text[index], index, input: this.text }
  }
}

let real
const segmenter = () => (real ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' }))
