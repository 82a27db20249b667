// node:http as people use it: the measure of the others.

import { once } from 'node:events'
import { createServer } from 'node:http'
import { answers, streamed } from '../answers.mjs'
import { report } from './report.mjs'

const hello = answers['/hello'].body.toString()

const server = createServer((request, response) => {
  if (request.url === '/echo') return echo(request, response)
  if (request.url === '/stream') return void stream(response)
  const answer = answers[request.url]
  if (request.method !== 'GET' || answer === undefined) return response.writeHead(404).end()
  response.writeHead(200, { 'Content-Type': answer.type, 'Content-Length': answer.body.length })
  // A short text is fastest given as text: it goes out in one write with the head.
  response.end(request.url === '/hello' ? hello : answer.body)
})

const echo = (request, response) => {
  const chunks = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks)
    response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': body.length })
    response.end(body)
  })
}

const stream = async response => {
  response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' })
  for await (const piece of streamed()) if (!response.write(piece)) await once(response, 'drain')
  response.end()
}

server.keepAliveTimeout = 600_000
server.headersTimeout = 600_000
server.listen(0, '127.0.0.1', () => report(server.address().port))
