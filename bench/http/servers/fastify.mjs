// Fastify, without its log.

import { fastify } from 'fastify'
import { Readable } from 'node:stream'
import { answers, streamed } from '../answers.mjs'
import { report } from './report.mjs'

const app = fastify({ logger: false, keepAliveTimeout: 600_000 })
for (const [path, { type, body }] of Object.entries(answers)) {
  const payload = path === '/hello' ? body.toString() : body
  app.get(path, (_request, reply) => reply.type(type).send(payload))
}
app.get('/stream', (_request, reply) => reply.type('text/plain; charset=utf-8').send(Readable.from(streamed())))
app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
app.post('/echo', (request, reply) => reply.type('application/octet-stream').send(request.body))

await app.listen({ port: 0, host: '127.0.0.1' })
report(app.server.address().port)
