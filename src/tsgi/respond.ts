// Runs an application for one request and tells a sink what goes out. Knows no bytes of HTTP and no socket.
//
// Where application and body are synchronous, all of it happens within one call: a promise, or a tick of the event loop, for
// each request would cost a tenth of the throughput.

import type { Application, Body, Environ } from './contract.ts'
import { ResponseRun } from './response-run.ts'
import type { PendingResponse, ResponseSink } from './sink.ts'

/**
 * Undefined when all of it has happened and the sink has been told everything; otherwise the rest of the response. Never
 * throws: what the application throws goes to `tsgi.errors`, and the client gets a 500 or an aborted response.
 */
export function respond(application: Application, environ: Environ, sink: ResponseSink): PendingResponse | undefined {
  const run = new ResponseRun(environ, sink)
  let body: Body | Promise<Body>
  try {
    body = application(environ, run.startResponse)
  } catch (error) {
    run.fail(error)
    return undefined
  }
  const rest = isPromise(body) ? serveLater(run, body) : run.serve(body)
  return rest === undefined ? undefined : run.pending(rest)
}

async function serveLater(run: ResponseRun, promise: Promise<Body>): Promise<void> {
  let body: Body
  try {
    body = await promise
  } catch (error) {
    run.fail(error)
    return
  }
  // Awaited only where there is something to wait for: it is a tick.
  const rest = run.serve(body)
  if (rest !== undefined) await rest
}

function isPromise(value: Body | Promise<Body>): value is Promise<Body> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    typeof (value as Partial<Promise<Body>>).then === 'function'
  )
}
