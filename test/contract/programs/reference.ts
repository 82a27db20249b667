// The reference server as a program: `reference.ts MODULE:CALLABLE`, on $PORT.

import { pathToFileURL } from 'node:url'
import { serve } from '../../../src/server/index.ts'

const [path = '', name = ''] = (process.argv[2] ?? '').split(/:(?=[^:]*$)/)
const module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>
const port = Number(process.env['PORT'] ?? 8888)
await serve(module[name], { port, errorLog: () => undefined })
process.stdout.write(`Serving HTTP on port ${port} ...\n`)
