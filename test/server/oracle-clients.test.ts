// Clients of different makers see the same responses, and the ones that were given: our reader, node:http, fetch and curl.

import { describe, expect, test } from 'vitest'
import { echoing } from './support/applications.ts'
import { post } from './support/curl.ts'
import { oracleApplication, ways } from './support/oracle-application.ts'
import { clients, curlMissing } from './support/readings.ts'
import { serving } from './support/serving.ts'

/** What is a matter of the transfer and not of the message, where the client asks in HTTP/1.0. */
const ofTransfer = ['transfer-encoding']

const withoutTransfer = (fields: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !ofTransfer.includes(name)))

const usable = Object.entries(clients).filter(([name]) => curlMissing === undefined || !name.startsWith('curl'))

describe.each(['GET', 'HEAD'] as const)('%s of', method => {
  test.for(Object.entries(ways))('%s is seen the same by all', async ([name, { expected, status = '200 OK' }]) => {
    const { server } = await serving(oracleApplication)
    const { port } = server.address as { readonly port: number }
    const readings = await Promise.all(
      usable.map(async ([client, ask]) => [client, await ask({ port, method, path: `/${name}` })] as const),
    )
    const first = readings[0]![1]
    for (const [client, { fields, ...rest }] of readings)
      expect({ client, ...rest, fields: withoutTransfer(fields) }).toEqual({
        client,
        status: Number(status.slice(0, 3)),
        reason: status.slice(4),
        body: method === 'HEAD' ? '' : expected,
        fields: withoutTransfer(first.fields),
      })
  })
})

const skipped = curlMissing === undefined ? '' : ` (skipped: ${curlMissing})`

test.skipIf(curlMissing !== undefined)(`curl posts, and waits for 100 Continue${skipped}`, async () => {
  const { server } = await serving(echoing)
  const body = 'x'.repeat(2_000_000)
  expect(await post(server.url, body)).toEqual({ body, statuses: [100, 200] })
  expect(await post(server.url, body, '-H', 'Transfer-Encoding: chunked')).toEqual({ body, statuses: [100, 200] })
  expect(await post(server.url, 'short')).toEqual({ body: 'short', statuses: [200] })
})
