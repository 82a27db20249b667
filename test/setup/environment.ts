// The same environment for every test, whoever runs them and wherever: what a terminal, an editor or a CI service sets
// must not decide a verdict.

const unset = [
  'CI',
  'CONTINUOUS_INTEGRATION',
  'NO_COLOR',
  'NODE_OPTIONS',
  // Node 20 reads all certificates at every start when this is set: 50 ms for each child.
  'NODE_EXTRA_CA_CERTS',
  'NODE_V8_COVERAGE',
  'DEV',
  'PORT',
  'VISUAL',
  'EDITOR',
  'COLORFGBG',
  'WT_SESSION',
  'LC_ALL',
  'LC_CTYPE',
  'INK_SCREEN_READER',
  'TSGI_LEARN_PLAIN',
  'TSGI_LEARN_THEME',
]
for (const name of unset) delete process.env[name]

Object.assign(process.env, {
  FORCE_COLOR: '0',
  COLORTERM: 'truecolor',
  TERM: 'xterm-256color',
  TERM_PROGRAM: 'tests',
  LANG: 'C.UTF-8',
  TZ: 'UTC',
})
