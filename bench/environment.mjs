// The environment of everything that is measured: the same on every machine, caches and notes in the bench's own folder.

import { join } from 'node:path'

export const environment = folder => {
  // A set CI means plain text; and Node 20 reads all of NODE_EXTRA_CA_CERTS at each start, which takes longer than the rest.
  const { CI: _ci, NO_COLOR: _color, NODE_EXTRA_CA_CERTS: _certificates, NODE_OPTIONS: _options, ...base } = process.env
  return {
    ...base,
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    XDG_CACHE_HOME: join(folder, 'cache'),
    XDG_STATE_HOME: join(folder, 'state'),
  }
}
