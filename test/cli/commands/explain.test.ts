import { describe, expect, test } from 'vitest'
import { diagnosisPages } from '../../../src/check/index.ts'
import { plainLook, renderPage, renderPageList } from '../../../src/ui/index.ts'
import { cli, newFolder } from '../cli.ts'

const cwd = newFolder()

describe('explain', () => {
  test('without a code lists every code with its title', async () => {
    const { code, stdout, stderr } = await cli(['explain'], { cwd })
    expect([code, stderr]).toEqual([0, ''])
    const rows = stdout.split('\n').map(line => line.split(/ {2,}/))
    for (const page of diagnosisPages) expect(rows).toContainEqual([page.code, page.title])
  })

  test('with a code prints its page, in plain text where there is no terminal', async () => {
    const { code, stdout, stderr } = await cli(['explain', 'one-read'], { cwd })
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^One read is taken for one request +one-read\n\n/)
    expect(stdout).not.toContain('\x1b')
    expect(stdout).toContain('│ * cut: segment 1 ends here, after 18 bytes\n')
    expect(stdout).toContain("not │ socket.once('data', bytes => answer(socket, bytes))\n")
    expect(stdout).toMatch(/RFC 9112 §2\.2/)
  })

  test.each([
    ['oneread', /there is no code "oneread"\n +did you mean one-read\?/],
    ['left-opne', /did you mean left-open\?/],
    ['LF-ONLY', /did you mean lf-only\?/],
    ['nonsense-that-is-near-nothing', /tsgi-learn explain lists all codes/],
  ])('with %s exits with 2 and says what may have been meant', async (word, message) => {
    const { code, stdout, stderr } = await cli(['explain', word], { cwd })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(message)
  })
})

describe.each([24, 40, 60, 80, 120])('in a terminal of %i columns', columns => {
  const look = plainLook({ NO_COLOR: '1' }, { isTerminal: true, columns })

  test('no line of a page or of the list is wider', () => {
    const text = [...diagnosisPages.map(page => renderPage(page, look)), renderPageList(diagnosisPages, look)].join('')
    expect(text.split('\n').filter(line => [...line].length > columns)).toEqual([])
  })

  test('every page has all its words', () => {
    for (const page of diagnosisPages) {
      const shown = renderPage(page, look).replace(/\s+/g, ' ')
      for (const sentence of page.meaning) expect(shown).toContain(sentence.replaceAll('`', ''))
    }
  })
})

test('at 80 columns no line of a transcript or of code is folded', () => {
  const look = plainLook({ NO_COLOR: '1' }, { isTerminal: true, columns: 80 })
  for (const page of diagnosisPages) {
    const lines = new Set(renderPage(page, look).split('\n'))
    for (const line of [...page.bytes.wrong, ...page.bytes.right]) expect(lines).toContain(`│ ${line}`)
  }
})
