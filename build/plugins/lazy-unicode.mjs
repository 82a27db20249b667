// Points the packages that measure and cut text at lazy Unicode tables, and all of them at one copy of string-width.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { replaceExactly } from './replace-exactly.mjs'

/** `root` is the folder with `node_modules` and `build`. */
export const lazyUnicode = root => ({
  name: 'lazy-unicode',
  setup(build) {
    const prefix = `import { LazySegmenter, lazyRegExp, isOneColumnEach } from ${JSON.stringify(join(root, 'build/lazy-unicode.mjs'))}\n`
    // wrap-ansi brings an older copy with a table of its own; two measures in one screen would also be two opinions.
    build.onResolve({ filter: /^string-width$/ }, () => ({ path: join(root, 'node_modules/string-width/index.js') }))
    for (const { filter, edits } of patches) {
      build.onLoad({ filter }, ({ path }) => ({
        contents:
          prefix +
          edits.reduce((text, edit) => replaceExactly(text, { file: path, ...edit }), readFileSync(path, 'utf8')),
      }))
    }
  },
})

const segmenter = { pattern: /new Intl\.Segmenter\([^)]*\)/, times: 1, by: 'new LazySegmenter()' }
const patches = [
  {
    filter: /[\\/]string-width[\\/]index\.js$/,
    edits: [
      segmenter,
      { pattern: /= \/(.+)\/v;/, times: 3, by: (_, source) => `= lazyRegExp(${JSON.stringify(source)}, 'v');` },
      {
        pattern: /\/\^\[\\u0020-\\u007E\]\*\$\/\.test\(string\)/,
        times: 1,
        by: '(ambiguousIsNarrow ? isOneColumnEach(string) : /^[\\u0020-\\u007E]*$/.test(string))',
      },
    ],
  },
  { filter: /[\\/]slice-ansi[\\/]tokenize-ansi\.js$/, edits: [segmenter] },
  { filter: /[\\/]@alcalzone[\\/]ansi-tokenize[\\/]build[\\/]tokenize\.js$/, edits: [segmenter] },
]
