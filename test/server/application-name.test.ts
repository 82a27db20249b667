import { describe, expect, test } from 'vitest'
import { callableIn, exportNames, parseApplicationName } from '../../src/server/index.ts'

describe('parseApplicationName', () => {
  test.each([
    ['app.ts:site', 'app.ts', 'site'],
    ['./a/b:one.two', './a/b', 'one.two'],
    ['app', 'app', 'application'],
    ['a:b:c', 'a:b', 'c'],
    ['/a:b/app.ts', '/a:b/app.ts', 'application'],
    ['C:\\sites\\app.ts', 'C:\\sites\\app.ts', 'application'],
    ['C:\\sites\\app.ts:site', 'C:\\sites\\app.ts', 'site'],
  ])('%s is the module %s and the callable %s', (text, module, callable) => {
    expect(parseApplicationName(text)).toEqual({ module, callable })
  })

  test.each(['', ':', 'app.ts:', ':app', 'app.ts:a.', 'app.ts:.a', 'app.ts:a..b'])('%j is no name', text => {
    expect(parseApplicationName(text)).toBeUndefined()
  })
})

describe('callableIn', () => {
  const site = () => []
  test.each<[string, object, string]>([
    ['an export', { site }, 'site'],
    ['what is in an export', { a: { b: { site } } }, 'a.b.site'],
    ['what is on a function', { make: Object.assign(() => undefined, { site }) }, 'make.site'],
    ['the default export', { default: site }, 'default'],
    ['what CommonJS exports without Node seeing it', { default: { site } }, 'site'],
    ['the same where Node saw something else', { default: { one: 1, site }, one: 1, 'module.exports': {} }, 'site'],
  ])('finds %s', (_, exports, name) => {
    expect(callableIn(exports, name)).toEqual({ type: 'found', value: site })
  })

  test.each<[object, string, object]>([
    [{ site }, 'sit', { at: '', name: 'sit', names: ['site'] }],
    [{}, 'site', { at: '', name: 'site', names: [] }],
    [{ a: { b: 1 } }, 'a.c.d', { at: 'a', name: 'c', names: ['b'] }],
    [{ a: { b: { c: 1 } } }, 'a.b.d', { at: 'a.b', name: 'd', names: ['c'] }],
    [{ a: 1 }, 'a.b', { at: 'a', name: 'b', names: [] }],
    [{ default: { site }, other: 1 }, 'site', { at: '', name: 'site', names: ['default', 'other'] }],
  ])('of %j says where %s ends', (exports, name, absent) => {
    expect(callableIn(exports, name)).toEqual({ type: 'absent', ...absent })
  })

  test('names each export once, and not the one that Node adds', () => {
    const all = { one: 1, two: 2 }
    expect(exportNames({ default: all, one: 1, 'module.exports': all })).toEqual(['default', 'one', 'two'])
  })
})
