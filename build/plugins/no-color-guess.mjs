// Leaves chalk's guess at what the terminal can show out of the bundles: the painter decides that, and a guess nobody
// asks for loads three of Node's modules at every start.

const guess = 'export default { stdout: false, stderr: false }'

export const noColorGuess = {
  name: 'no-color-guess',
  setup(build) {
    build.onResolve({ filter: /^#supports-color$/ }, ({ path }) => ({ path, namespace: 'no-color-guess' }))
    build.onLoad({ filter: /.*/, namespace: 'no-color-guess' }, () => ({ contents: guess }))
  },
}
