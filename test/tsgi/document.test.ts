// Holds docs/TSGI.md to the truth: it is made from the rules as they are, and its examples do what it says.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { describe, expect, test } from 'vitest'
import { tsgiDocument } from '../../build/tsgi-document.mjs'
import { ContractError, type Application } from '../../src/tsgi/index.ts'
import { bytes, outcomeOf } from './support/exchange.ts'
import { inputOf } from './support/input.ts'
import { breachesOf } from './support/validated.ts'

const document = readFileSync(join(import.meta.dirname, '../../docs/TSGI.md'), 'utf8')

test('docs/TSGI.md is what node build/tsgi-document.mjs makes', async () => {
  expect(document).toBe(await tsgiDocument())
})

/** The module in the block of code that has this text in it. */
async function exampleWith(text: string): Promise<Record<string, unknown>> {
  const block = [...document.matchAll(/^```ts\n([^]*?)^```$/gm)]
    .map(match => match[1]!)
    .find(code => code.includes(text))
  const { code } = transformSync(block!, { loader: 'ts', format: 'esm' })
  return import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
}

describe('the examples', () => {
  test('the ten lines are ten, and answer what is shown', async () => {
    const { app } = await exampleWith('export const app')
    const [, data, path, answer] = /^\$ curl --data '(.*)' http:\/\/[\d.:]+(\/.*)\n(.*\n)```$/m.exec(document)!
    const changes = {
      REQUEST_METHOD: 'POST',
      PATH_INFO: path,
      CONTENT_LENGTH: String(data!.length),
      'tsgi.input': inputOf(data!),
    }
    const { breaches, events } = await breachesOf(app as Application, changes)
    expect([breaches, events]).toEqual([[], ['whole 200 OK', answer]])
    expect(/`hello\.ts`:\n\n```ts\n([^]*?)```/.exec(document)?.[1]?.match(/\n/g)).toHaveLength(10)
  })

  test.for<[string, string[], string[]]>([
    ['before its first row: a 503', [], ['head 503 Service Unavailable', 'Try again later.\n', 'end']],
    ['later: broken off', ['a,b\n'], ['head 200 OK', 'a,b\n', 'abort']],
  ])('a report that fails %s', async ([, given, events]) => {
    const { reportOf } = (await exampleWith('reportOf')) as { reportOf: (rows: AsyncIterable<string>) => Application }
    async function* rows(): AsyncGenerator<string> {
      yield* given
      throw new Error('no more rows')
    }
    const outcome = await breachesOf(reportOf(rows()))
    expect([outcome.breaches, outcome.events]).toEqual([[], events])
  })

  test('the middleware keeps the rules of both sides', async () => {
    const { upperCase } = (await exampleWith('upperCase')) as { upperCase: (application: Application) => Application }
    const calls: string[] = []
    const application: Application = (_, startResponse) => {
      startResponse('200 OK', [
        ['Content-Type', 'text/plain'],
        ['Content-Length', '6'],
      ])
      return Object.assign([bytes('hel'), bytes('lo\n')], { close: () => void calls.push('close') })
    }
    const { breaches, events } = await breachesOf(upperCase(application))
    expect([breaches, events, calls]).toEqual([[], ['head 200 OK', 'HEL', 'LO\n', 'end'], ['close']])
  })

  test('the message of the validator is one it has', async () => {
    expect(document).toContain(`\n${new ContractError('chunk-text', { value: 'hello' }).message}\n`)
    const { log } = await outcomeOf((_, startResponse) => (startResponse('200 OK', []), ['hello' as never]))
    expect(log).toContain('breaks chunk-text: "hello".')
  })
})
