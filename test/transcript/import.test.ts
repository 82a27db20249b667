// curl commands, curl's output and .http files become transcripts that send the same bytes.

import { describe, expect, test } from 'vitest'
import { latin1From } from '../../src/http/index.ts'
import {
  formatTranscript,
  importCurlCommand,
  importCurlVerbose,
  importHttpFile,
  sentBytesOf,
  TranscriptError,
} from '../../src/transcript/index.ts'

function errorOf(act: () => unknown): TranscriptError {
  try {
    act()
  } catch (error) {
    if (error instanceof TranscriptError) return error
    throw error
  }
  throw new Error('no error')
}

function place({ line, column, problem, found }: TranscriptError): readonly unknown[] {
  return [`${line}:${column}`, problem, found]
}

describe('a curl command', () => {
  const own = 'User-Agent: curl/7.88.1\r\nAccept: */*\r\n'
  const form = 'Content-Type: application/x-www-form-urlencoded\r\n'

  // Recorded from curl 7.88.1.
  test.each([
    ['curl http://h:1/a/../b?x#f', `GET /b?x HTTP/1.1\r\nHost: h:1\r\n${own}\r\n`],
    ['curl h', `GET / HTTP/1.1\r\nHost: h\r\n${own}\r\n`],
    ['curl https://h:443/%20', `GET /%20 HTTP/1.1\r\nHost: h\r\n${own}\r\n`],
    ['curl --path-as-is h/./a/..', `GET /./a/.. HTTP/1.1\r\nHost: h\r\n${own}\r\n`],
    ['curl http://[::1]:80/é?é', `GET /%c3%a9?%c3%a9 HTTP/1.1\r\nHost: [::1]\r\n${own}\r\n`],
    ['curl -d a=b -H "X-A: 1" -b c=d -e http://r -u u:p --compressed h?q',
      `POST /?q HTTP/1.1\r\nHost: h\r\nAuthorization: Basic dTpw\r\n${own}Accept-Encoding: deflate, gzip, br, zstd\r\nReferer: http://r\r\nCookie: c=d\r\nX-A: 1\r\nContent-Length: 3\r\n${form}\r\na=b`],
    ['curl -sIA me h', 'HEAD / HTTP/1.1\r\nHost: h\r\nUser-Agent: me\r\nAccept: */*\r\n\r\n'],
    [`curl --json '{"a":1}' h`,
      'POST / HTTP/1.1\r\nHost: h\r\nUser-Agent: curl/7.88.1\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: 7\r\n\r\n{"a":1}'],
    ['curl -G -d a=b -d c=d h/?x=1', `GET /?x=1&a=b&c=d HTTP/1.1\r\nHost: h\r\n${own}\r\n`],
    [`curl --data-urlencode 'a=b c&é' --data-urlencode '=x y' --data-urlencode 'x y' h`,
      `POST / HTTP/1.1\r\nHost: h\r\n${own}Content-Length: 22\r\n${form}\r\na=b+c%26%C3%A9&x+y&x+y`],
    ['curl -0 h', `GET / HTTP/1.0\r\nHost: h\r\n${own}\r\n`],
    [`curl -H 'Host: foo' -H 'User-Agent: x' -H Accept: -H 'Content-Type: t/p' --data-raw @abc -H 'Z;' -H Y:n h`,
      'POST / HTTP/1.1\r\nHost: foo\r\nUser-Agent: x\r\nContent-Type: t/p\r\nZ:\r\nY:n\r\nContent-Length: 4\r\n\r\n@abc'],
    ['curl -X DELETE -HHost: -HConnection:\\ close h', `DELETE / HTTP/1.1\r\n${own}Connection: close\r\n\r\n`],
    ['curl --request-target "*" -XOPTIONS --url h', `OPTIONS * HTTP/1.1\r\nHost: h\r\n${own}\r\n`],
    ['curl http://u%40:p@h/', `GET / HTTP/1.1\r\nHost: h\r\nAuthorization: Basic dUA6cA==\r\n${own}\r\n`],
    ['$ /usr/bin/curl -kv -o out \\\n  h', `GET / HTTP/1.1\r\nHost: h\r\n${own}\r\n`],
    [`curl $'h' -H $'X: \\'\\x41\\u00e9\\101\\t.' --data-binary "a\\"b\\$\\c"`,
      `POST / HTTP/1.1\r\nHost: h\r\n${own}X: 'A\xc3\xa9A\t.\r\nContent-Length: 6\r\n${form}\r\na"b$\\c`],
  ])('%s sends what curl sends', (command, bytes) => {
    expect(latin1From(sentBytesOf(importCurlCommand(command)))).toBe(bytes)
  }) // prettier-ignore

  test.each([
    ['wget h', ['1:1', 'not a curl command', 'wget']],
    ['', ['1:1', 'not a curl command', 'nothing']],
    ['curl', ['1:5', 'no URL', 'the end of the text']],
    ['curl a b', ['1:8', 'more than one URL', 'b']],
    ['curl ftp://a', ['1:6', 'not a URL', 'ftp://a']],
    ["curl 'h/a b'", ['1:6', 'not a URL', 'h/a b']],
    ['curl h -d @file', ['1:8', 'curl would read a file here', '-d @file']],
    ['curl h -b jar', ['1:8', 'curl would read a file here', '-b jar']],
    ['curl h \\\n  -F a=b', ['2:3', 'an option that cannot be imported', '-F']],
    ['curl h --next', ['1:8', 'an option that cannot be imported', '--next']],
    ['curl h -X', ['1:10', '-X without a value', 'the end of the text']],
    ["curl 'h", ['1:6', 'a quote that is not closed', 'the end of the text']],
    ['curl h | jq', ['1:8', 'a shell operator', '|']],
    ['curl h 2>/dev/null', ['1:8', 'a shell operator', '2>']],
  ])('%j is refused with its place', (command, expected) => {
    expect(place(errorOf(() => importCurlCommand(command, 'c.txt')))).toEqual(expected)
  })
})

describe('the output of curl -v', () => {
  const verbose = [
    '*   Trying 127.0.0.1:8888...',
    '* Connected to 127.0.0.1 (127.0.0.1) port 8888 (#0)',
    '> GET /a{b} HTTP/1.1',
    '> Host: 127.0.0.1:8888',
    '> Accept: */*',
    '> ',
    '* Request completely sent off',
    '< HTTP/1.1 200 OK',
    '< Date: Sun, 06 Nov 1994 08:49:37 GMT',
    '< Content-Length: 12',
    '< ',
    'a\\b',
    '{"x": 1}* Connection #0 to host 127.0.0.1 left intact',
    '',
  ]
  const lines = [
    '# Imported from curl -v',
    '> GET /a{b} HTTP/1.1',
    '> Host: 127.0.0.1:8888',
    '> Accept: */*',
    '>',
    '< HTTP/1.1 200 OK',
    '< Date: {http-date}',
    '< Content-Length: 12',
    '<',
    '< a\\\\b',
    '< \\{"x": 1}\\',
    '',
  ]

  test('becomes what was sent and came back', () => {
    expect(formatTranscript(importCurlVerbose(verbose.join('\n'))).split('\n')).toEqual(lines)
    expect(formatTranscript(importCurlVerbose(verbose.join('\r\n'))).split('\n')).toEqual(lines)
  })

  test('leaves the meter and the body curl did not print out', () => {
    const meter = [
      '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current',
      '                                 Dload  Upload   Total   Spent    Left  Speed',
    ]
    const silent = [
      ...verbose.slice(0, 11),
      ...meter,
      '{ [12 bytes data]',
      '100    12  100    12    0     0   6000      0 --:--:-- --:--:-- --:--:--  6000',
      '* Closing connection',
    ]
    const transcript = importCurlVerbose(silent.join('\n'))
    expect(transcript.steps.find(step => step.type === 'expect')?.body).toEqual({ type: 'unchecked' })
  })

  test('takes an empty body for empty when it must be', () => {
    const head = ['> HEAD / HTTP/1.1', '>', '< HTTP/1.1 200 OK', '< Content-Length: 9', '<']
    expect(formatTranscript(importCurlVerbose(head.join('\n')))).toContain('< Content-Length: 9\n<\n')
  })

  test('keeps interim responses, redirects on the same connection, and other connections', () => {
    const get = ['> GET / HTTP/1.1', '>']
    const found = ['< HTTP/1.1 100 Continue', '<', '< HTTP/1.1 302 Found', '< Content-Length: 0', '<']
    const text = [
      '* Connected to a',
      ...get,
      ...found,
      '* Re-using existing connection',
      ...get,
      ...found,
      '* Connected to b',
      ...get,
      ...found,
    ]
    const roles = formatTranscript(importCurlVerbose(text.join('\n')))
      .split('\n')
      .slice(1, -1)
    expect(roles).toEqual([...get, ...found, ...get, ...found, '* connection B', ...get, ...found])
  })

  test('drops the line end that the terminal added', () => {
    const text = [
      '> GET / HTTP/1.1',
      '>',
      '< HTTP/1.1 200 OK',
      '< Content-Length: 2',
      '<',
      'ab',
      '* Connection #0 left',
    ]
    expect(formatTranscript(importCurlVerbose(text.join('\n')))).toContain('<\n< ab\\\n')
  })

  test.each([
    ['nothing of curl', 'hello\n', ['1:1', 'not the output of curl -v', 'none']],
    ['HTTP/2', '* x\n> GET / HTTP/2\n>\n', ['2:9', 'not HTTP/1', 'HTTP/2']],
    ['HTTP/2 in the response', '> GET / HTTP/1.1\n>\n< HTTP/2 200 \n<\n', ['3:3', 'not HTTP/1', 'HTTP/2']],
    [
      'a request with a body',
      '> POST / HTTP/1.1\n> Content-Length: 3\n>\n',
      ['2:3', 'a request with a body', 'Content-Length: 3'],
    ],
    ['no status line', '> GET / HTTP/1.1\n>\n< hello\n<\n', ['3:3', 'not a status line', 'hello']],
    ['no header line', '> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n< hello\n<\n', ['4:3', 'not a header line', 'hello']],
  ])('with %s is refused with its place', (_, text, expected) => {
    expect(place(errorOf(() => importCurlVerbose(text)))).toEqual(expected)
  })
})

describe('a .http file', () => {
  const file = [
    '@host = localhost:8888',
    '@base = http://{{host}}/api',
    '',
    '### List them',
    '# @name list',
    'GET {{base}}/things',
    '    ?page=2',
    '    &size={{ host }}',
    'Accept: text/plain',
    '// a comment',
    '# another',
    '',
    '### ',
    'post {{base}} HTTP/1.0',
    'Content-Type: application/json',
    '',
    '{ "é": 1,',
    '  "b": "{{host}}" }',
    '',
    '',
    '###',
    '# nothing here',
    '###',
    '/path HTTP/1.1',
    'Host: h',
    '',
  ]

  test('is one transcript for each request', () => {
    const transcripts = importHttpFile(file.join('\n'), 'a.http')
    expect(transcripts.map(({ title, properties, path }) => [title, properties.id, path])).toEqual([
      ['List them', 'list', 'a.http'],
      ['POST /api', undefined, 'a.http'],
      ['GET /path', undefined, 'a.http'],
    ])
    expect(transcripts.map(transcript => latin1From(sentBytesOf(transcript)))).toEqual([
      'GET /api/things?page=2&size=localhost:8888 HTTP/1.1\r\nHost: localhost:8888\r\nAccept: text/plain\r\n\r\n',
      'POST /api HTTP/1.0\r\nHost: localhost:8888\r\nContent-Type: application/json\r\nContent-Length: 36\r\n\r\n{ "\xc3\xa9": 1,\n  "b": "localhost:8888" }',
      'GET /path HTTP/1.1\r\nHost: h\r\n\r\n',
    ])
  })

  test('with nothing in it is nothing', () => {
    expect(importHttpFile('# only a comment\n')).toEqual([])
  })

  test.each([
    ['an unknown variable', 'GET http://h/{{x}}', ['1:14', 'unknown variable', '{{x}}']],
    ['an unknown variable in a variable', '@a = b{{x}}\nGET /', ['1:7', 'unknown variable', '{{x}}']],
    ['no request line', '###\nGET a b c', ['2:1', 'not a request line', 'GET a b c']],
    ['HTTP/2', 'GET http://h/ HTTP/2', ['1:15', 'not HTTP/1', 'HTTP/2']],
    ['no header line', 'GET http://h/\nx', ['2:1', 'not a header line', 'x']],
    ['no host', 'GET /a', ['1:1', 'no host', '/a']],
    ['a body from a file', 'POST http://h/\n\n< ./body.json', ['3:1', 'a file or a script', '< ./body.json']],
    ['a script', 'POST http://h/\n\n> {% x %}', ['3:1', 'a file or a script', '> {% x %}']],
  ])('with %s is refused with its place', (_, text, expected) => {
    expect(place(errorOf(() => importHttpFile(text)))).toEqual(expected)
  })
})
