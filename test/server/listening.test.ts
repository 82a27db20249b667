// Proves where a server can listen and what its applications are told of it: TCP of both families, TLS, Unix sockets.

import { existsSync, statSync } from 'node:fs'
import { get as getByHttps } from 'node:https'
import { describe, expect, onTestFinished, test } from 'vitest'
import { serve, type ServeOptions } from '../../src/server/index.ts'
import { requestUrl, type Environ } from '../../src/tsgi/index.ts'
import { bytes, get, giving, hello, post, request } from './support/applications.ts'
import { allTransports, serving, socketPath, transports, type Serving } from './support/serving.ts'

type Told = Serving & { readonly environs: Environ[] }

async function telling(options: ServeOptions = {}): Promise<Told> {
  const environs: Environ[] = []
  const started = await serving((environ, startResponse) => {
    environs.push(environ)
    return hello(environ, startResponse)
  }, options)
  return { ...started, environs }
}

const portOf = ({ server }: Serving): string => String((server.address as { readonly port: number }).port)

const hasIpv6 = await serve(hello, { host: '::1', port: 0 }).then(
  async server => {
    await server.close()
    return true
  },
  () => false,
)

describe('environ', () => {
  test('has the address that is listened at and the client’s', async () => {
    const told = await telling()
    const client = await told.connect()
    await client.ask(get())
    expect(told.environs[0]).toMatchObject({
      SERVER_NAME: '127.0.0.1',
      SERVER_PORT: portOf(told),
      REMOTE_ADDR: '127.0.0.1',
      REMOTE_PORT: String(client.socket.localPort),
      'tsgi.url_scheme': 'http',
    })
    expect(told.environs[0]).not.toHaveProperty('HTTPS')
    expect(told.server.url).toBe(`http://127.0.0.1:${portOf(told)}`)
  })

  test.skipIf(!hasIpv6)('has addresses of IPv6 (skipped where there is none)', async () => {
    const told = await telling({ host: '::1' })
    await told.ask(get())
    expect(told.environs[0]).toMatchObject({ SERVER_NAME: '::1', REMOTE_ADDR: '::1', SERVER_PORT: portOf(told) })
    expect(told.server.url).toBe(`http://[::1]:${portOf(told)}`)
  })

  test('has the address a client came to where the server listens everywhere', async () => {
    const told = await telling({ host: '0.0.0.0' })
    await told.ask(get())
    expect(told.environs[0]).toMatchObject({
      SERVER_NAME: '127.0.0.1',
      REMOTE_ADDR: '127.0.0.1',
      SERVER_PORT: portOf(told),
    })
  })

  test.skipIf(!hasIpv6)('shows a client of IPv4 as one where both families are listened to', async () => {
    const told = await telling({ host: '::' })
    const { port } = told.server.address as { readonly port: number }
    await fetch(`http://127.0.0.1:${port}/`)
    await told.ask(get())
    expect(told.environs.map(({ SERVER_NAME, REMOTE_ADDR }) => [SERVER_NAME, REMOTE_ADDR])).toEqual([
      ['127.0.0.1', '127.0.0.1'],
      ['::1', '::1'],
    ])
  })

  test('has the name and the software that the server was given', async () => {
    const told = await telling({ serverName: 'www.example.com', software: 'mine/2' })
    const answer = await told.ask(get())
    expect(told.environs[0]).toMatchObject({ SERVER_NAME: 'www.example.com', SERVER_SOFTWARE: 'mine/2' })
    expect(answer.fields['server']).toBe('mine/2')
  })

  test('has the extra pairs of whoever deploys it, in each request anew', async () => {
    const config = { greeting: 'hello' }
    const told = await telling({ environ: { 'myapp.config': config, SITE: 'a' } })
    const client = await told.connect()
    await client.ask(get())
    told.environs[0]!['SITE'] = 'changed'
    await client.ask(get())
    expect(told.environs.map(environ => [environ['SITE'], environ['myapp.config']])).toEqual([
      ['changed', config],
      ['a', config],
    ])
  })

  test('tells how the server runs', async () => {
    const alone = await telling()
    const oneOfMany = await telling({ isMultiprocess: true })
    await alone.ask(get())
    await oneOfMany.ask(get())
    const flags = [alone, oneOfMany].map(({ environs }) => [
      environs[0]?.['tsgi.multiprocess'],
      environs[0]?.['tsgi.multithread'],
      environs[0]?.['tsgi.run_once'],
      environs[0]?.['tsgi.nonblocking'],
    ])
    expect(flags).toEqual([
      [false, false, false, true],
      [true, false, false, true],
    ])
  })

  test('has nothing of the process’s own environment', async () => {
    process.env['TSGI_SECRET'] = 'password'
    onTestFinished(() => void delete process.env['TSGI_SECRET'])
    const told = await telling()
    await told.ask(get())
    expect(told.environs[0]).not.toHaveProperty('TSGI_SECRET')
    expect(told.environs[0]).not.toHaveProperty('PATH')
  })

  test('is what the request says: method, target, version, fields', async () => {
    const told = await telling()
    await told.ask(
      request('PROPFIND /caf%C3%A9//x?a=%20', 'X-A: 1', 'x-a: 2', 'X_A: dropped', 'Cookie: a=1', 'Cookie: b=2'),
    )
    expect(told.environs[0]).toMatchObject({
      REQUEST_METHOD: 'PROPFIND',
      REQUEST_URI: '/caf%C3%A9//x?a=%20',
      SCRIPT_NAME: '',
      PATH_INFO: '/caf\xc3\xa9//x',
      QUERY_STRING: 'a=%20',
      SERVER_PROTOCOL: 'HTTP/1.1',
      HTTP_X_A: '1, 2',
      HTTP_COOKIE: 'a=1; b=2',
      HTTP_HOST: 'localhost',
    })
  })
})

describe('TLS', () => {
  test('is https in the environ', async () => {
    const told = await telling(transports.TLS())
    await told.ask(get())
    const [environ] = told.environs
    expect(environ).toMatchObject({ 'tsgi.url_scheme': 'https', HTTPS: 'on', REMOTE_ADDR: '127.0.0.1' })
    expect([requestUrl(environ!), told.server.url]).toEqual(['https://localhost/', `https://127.0.0.1:${portOf(told)}`])
  })

  test('is understood by node:https', async () => {
    const options = transports.TLS()
    const { server } = await serving(
      giving(() => [bytes('secret')]),
      options,
    )
    const { port } = server.address as { readonly port: number }
    const body = await new Promise<string>((resolve, reject) => {
      getByHttps({ port, host: '127.0.0.1', ca: options.tls.cert }, response => {
        response.setEncoding('utf8').on('data', resolve)
      }).on('error', reject)
    })
    expect(body).toBe('secret')
  })

  test('a client that speaks no TLS costs nothing but its own connection', async () => {
    const { connect, server, errors } = await serving(hello, transports.TLS())
    const { port } = server.address as { readonly port: number }
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed')
    expect([(await (await connect()).ask(get())).status, errors()]).toEqual([200, ''])
  })
})

describe('a Unix socket', () => {
  test('serves, has no peer’s address, and is gone after the end', async () => {
    const path = socketPath()
    const told = await telling({ path })
    expect([told.server.address, told.server.url, statSync(path).isSocket()]).toEqual([path, `http+unix:${path}`, true])
    await told.ask(get())
    expect(told.environs[0]).toMatchObject({ SERVER_NAME: 'localhost', SERVER_PORT: '80', REMOTE_ADDR: '' })
    await told.server.close()
    expect(existsSync(path)).toBe(false)
  })
})

test.for(allTransports)('a megabyte goes and comes back over %s', async transport => {
  const { connect } = await serving(async (environ, startResponse) => {
    const body = await environ['tsgi.input'].read()
    startResponse('200 OK', [])
    return [body]
  }, transports[transport]())
  const client = await connect()
  const body = Array.from({ length: 65_536 }, (_, at) => String(at % 1000).padStart(16, '.')).join('')
  const answer = await client.ask(post(body))
  expect(answer.body === body).toBe(true)
  expect((await client.ask(get())).status).toBe(200)
})
