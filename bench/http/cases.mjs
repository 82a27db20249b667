// What is asked of the servers, as data: one case is one way of asking. The goals are ratios to node:http.

import { posted } from './answers.mjs'

const small = { Accept: '*/*' }

/** What a browser sends with each request of a page. */
export const browserHeaders = {
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36',
  Accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  'Accept-Language': 'en-GB,en;q=0.9,de;q=0.7',
  'Accept-Encoding': 'gzip, deflate, br',
  Connection: 'keep-alive',
  Referer: 'http://127.0.0.1/index.html',
  Cookie: 'session=4f1d2c3b4a59687766554433221100ff; theme=dark',
  'Sec-Fetch-Dest': 'document',
  'Cache-Control': 'max-age=0',
}

/** With Host these are ten lines. `goal` is the least ratio of requests per second. */
export const cases = [
  { name: 'hello, keep-alive', path: '/hello', headers: small, goal: 1.65 },
  { name: "a browser's ten lines", path: '/hello', headers: browserHeaders, goal: 1.9 },
  { name: '10 kB body', path: '/10k', headers: small, goal: 1.7 },
  { name: '1 MB body', path: '/1m', headers: small, goal: 1.1 },
  { name: 'streamed, 16 pieces', path: '/stream', headers: small },
  { name: 'POST 10 kB, echoed', path: '/echo', headers: small, method: 'POST', body: posted, goal: 1.55 },
  { name: 'pipelined, 16 deep', path: '/hello', headers: small, pipelined: 16, goal: 8 },
  { name: 'a connection each', path: '/hello', headers: { ...small, Connection: 'close' }, goal: 0.98 },
]
