// Builds dist once before all tests, so that they can start the real command. A build that fails stops the run.

import { buildAll } from '../../build/build.mjs'

const buildOnce = async (): Promise<void> => {
  const failed = await buildAll()
  for (const { file, problem } of failed) process.stderr.write(`dist/${file} was not built: ${problem}\n`)
}

export default buildOnce
