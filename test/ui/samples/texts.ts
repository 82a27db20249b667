// Texts as they come: words, code, Chinese, marks that join, pictures, spaces in odd places.

import fc from 'fast-check'

const pieces = [
  'word',
  'GET /',
  ' ',
  '  ',
  'é',
  'e\u0301',
  '中文',
  '字',
  '，',
  '。',
  '🙂',
  '👩‍🚀',
  '한',
  '…',
  '(',
  ')',
  '-',
  'x',
] as const

/** Without control characters: those are escaped before anything is laid out. */
export const anyText = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map(parts => parts.join(''))
