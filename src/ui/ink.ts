// The only import of ink and react: a newer ink is one change here.

export { Box, Text, render } from 'ink'
export type { Instance } from 'ink'
export { createElement } from 'react'
