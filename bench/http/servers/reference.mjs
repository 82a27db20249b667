// The reference server with an application that uses environ and startResponse, every check on.

import { serve } from '../../../src/server/index.ts'
import { answers, streamed } from '../answers.mjs'
import { report } from './report.mjs'

const application = (environ, startResponse) => {
  if (environ.PATH_INFO === '/echo') return echo(environ, startResponse)
  if (environ.PATH_INFO === '/stream') {
    startResponse('200 OK', [['Content-Type', 'text/plain; charset=utf-8']])
    return streamed()
  }
  const answer = answers[environ.PATH_INFO]
  if (environ.REQUEST_METHOD !== 'GET' || answer === undefined) {
    startResponse('404 Not Found', [])
    return []
  }
  startResponse('200 OK', [['Content-Type', answer.type]])
  return [answer.body]
}

const echo = async (environ, startResponse) => {
  const body = await environ['tsgi.input'].read()
  startResponse('200 OK', [['Content-Type', 'application/octet-stream']])
  return [body]
}

const timeouts = { headMs: 600_000, idleMs: 600_000 }
const { address } = await serve(application, { port: 0, timeouts })
report(address.port)
