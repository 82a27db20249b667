// node:http reads its connections where no hook sees it.
import { createServer } from 'node:http'

createServer((_request, response) => response.end('hello')).listen(Number(process.env['PORT']), '127.0.0.1')
