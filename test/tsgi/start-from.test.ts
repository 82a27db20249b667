// What startResponse is told, checked once and remembered: a memory must never be seen in what comes out.

import { describe, expect, test } from 'vitest'
import { ContractError } from '../../src/tsgi/contract-error.ts'
import { startFrom } from '../../src/tsgi/start-from.ts'

type Pairs = [string, string][]

describe('what is told again', () => {
  test('the same status and headers give the same start', () => {
    const headers = (): Pairs => [['X-Told', 'twice']]
    expect(startFrom('200 OK', headers())).toBe(startFrom('200 OK', headers()))
  })

  test('an array that the application changes afterwards changes nothing that was told before', () => {
    const headers: Pairs = [['X-Count', '1']]
    const first = startFrom('200 OK', headers)
    headers[0]![1] = '2'
    headers.push(['X-More', 'yes'])
    expect(first.headers).toEqual([['X-Count', '1']])
    expect(first.lines.text).toBe('HTTP/1.1 200 OK\r\nX-Count: 1\r\n')
    expect(startFrom('200 OK', headers).lines.text).toBe('HTTP/1.1 200 OK\r\nX-Count: 2\r\nX-More: yes\r\n')
  })

  test.for<readonly [string, string, Pairs]>([
    ['another status of the same length', '201 OK', [['A', 'b']]],
    ['another name', '200 OK', [['B', 'b']]],
    ['the same name in another case', '200 OK', [['a', 'b']]],
    ['another value of the same length', '200 OK', [['A', 'c']]],
    ['one more header', '200 OK', [['A', 'b'], ['A', 'b']]], // prettier-ignore
    ['none', '200 OK', []],
  ])('%s is another start', ([, status, headers]) => {
    startFrom('200 OK', [['A', 'b']])
    const { text } = startFrom(status, headers).lines
    expect(text).toBe([`HTTP/1.1 ${status}`, ...headers.map(([name, value]) => `${name}: ${value}`), ''].join('\r\n'))
  })

  test('what is refused is refused each time, and forgets nothing', () => {
    const good: Pairs = [['A', 'good']]
    const known = startFrom('200 OK', good)
    for (const bad of [[['A', 'g\nod']], [['A ', 'good']], [['A', 'good', 'x']], ['A: good'], 'A', undefined])
      for (let time = 0; time < 2; time++)
        expect(() => startFrom('200 OK', bad as unknown as Pairs)).toThrow(ContractError)
    for (let time = 0; time < 2; time++) expect(() => startFrom(200 as unknown as string, good)).toThrow(ContractError)
    expect(startFrom('200 OK', good)).toBe(known)
  })

  test('a length that was declared is declared again', () => {
    const headers = (): Pairs => [['Content-Length', '5']]
    for (let time = 0; time < 2; time++) {
      const { declaredLength, lines } = startFrom('200 OK', headers())
      expect({ declaredLength, without: lines.textWithoutLength }).toEqual({
        declaredLength: 5,
        without: 'HTTP/1.1 200 OK\r\n',
      })
    }
  })
})
