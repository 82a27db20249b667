// A small gateway on node:http, in JavaScript, as a command: `node on-node-http.mjs PORT MODULE:CALLABLE`.

import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'

const [port, application = ''] = process.argv.slice(2)
const [path = '', name = ''] = application.split(/:(?=[^:]*$)/)
const module = await import(pathToFileURL(path).href)

const server = createServer(async (request, response) => {
  const environ = { REQUEST_METHOD: request.method, PATH_INFO: request.url }
  const startResponse = (status, headers) => response.writeHead(Number(status.slice(0, 3)), headers.flat())
  for await (const chunk of await module[name](environ, startResponse)) response.write(chunk)
  response.end()
})
server.listen(Number(port), '127.0.0.1')
