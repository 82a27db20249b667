// A worker and the application in it use the same classes: what the package exports is taken from the file that exports it.

export const sharedFace = {
  name: 'shared face',
  setup(build) {
    build.onResolve({ filter: /[/\\](?:server|tsgi)[/\\]index\.ts$/ }, () => ({ path: './tsgi.mjs', external: true }))
  },
}
