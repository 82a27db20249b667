// One slice of load on one server: with wrk where there is one, else with autocannon.

import autocannon from 'autocannon'
import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { besideServers } from './processes.mjs'

export const loader = spawnSync('wrk', ['--version']).error === undefined ? 'wrk' : 'autocannon'

const connections = 64

/**
 * Requests answered, the seconds it took, and the 99th percentile in ms; NaN where requests are pipelined, for then it is the
 * time of all that are under way. Throws when any was not answered well.
 */
export const load = async (one, { port, seconds, folder }) => {
  const result = await (loader === 'wrk' ? withWrk : withAutocannon)(one, { port, seconds, folder })
  if (result.failed > 0 || result.requests === 0)
    throw new Error(`${one.name}: ${result.failed} of ${result.requests} requests failed`)
  return one.pipelined === undefined ? result : { ...result, p99Ms: Number.NaN }
}

const withWrk = async ({ path, headers, method = 'GET', body, pipelined = 1 }, { port, seconds, folder }) => {
  const script = join(folder, 'load.lua')
  writeFileSync(script, luaFrom({ headers, method, body, pipelined }))
  const url = `http://127.0.0.1:${port}${path}`
  const args = ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', '-s', script, url]
  const output = await outputOf(...besideServers('wrk', args))
  const [requests, microseconds, p99, failed] = /^RESULT (.*)$/m.exec(output)[1].split(' ').map(Number)
  return { requests, seconds: microseconds / 1e6, p99Ms: p99 / 1000, failed }
}

const luaFrom = ({ headers, method, body, pipelined }) => `
wrk.method = ${JSON.stringify(method)}
${Object.entries(headers)
  .map(([name, value]) => `wrk.headers[${JSON.stringify(name)}] = ${JSON.stringify(value)}\n`)
  .join('')}${body === undefined ? '' : `wrk.body = ${JSON.stringify(body.toString('latin1'))}\n`}
local all
function init(args)
  all = string.rep(wrk.format(), ${pipelined})
end
function request()
  return all
end
function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format("RESULT %d %d %d %d\\n", summary.requests, summary.duration, latency:percentile(99), failed))
end
`

const outputOf = (program, args) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.setEncoding('utf8').on('data', text => {
      output += text
    })
    child.once('error', reject)
    child.once('close', code => (code === 0 ? resolve(output) : reject(new Error(`wrk ended with ${code}: ${output}`))))
  })

const withAutocannon = async ({ path, headers, method = 'GET', body, pipelined = 1 }, { port, seconds }) => {
  const isEach = headers.Connection === 'close'
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${path}`,
    connections,
    duration: seconds,
    pipelining: pipelined,
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    ...(isEach ? { reconnectRate: 1 } : {}),
  })
  const failed = result.non2xx + result.errors + result.timeouts
  return { requests: result['2xx'], seconds: result.duration, p99Ms: result.latency.p99, failed }
}
