// Takes a picture of the screen: a command in a pseudo-terminal, keys pressed, the screen read back, written as SVG.
//
//   node build/screenshot.mjs OUT.svg [--size 80x24] [--light] [--keys '2 j enter'] [--until TEXT] -- COMMAND ARG...
//
// The SVG is text that can be reviewed, and a picture for the README; a browser turns it into PNG.

import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { fileURLToPath } from 'node:url'

const cell = { width: 9, height: 19, baseline: 14 }
const margin = 12

const palettes = {
  dark: { back: '#16181f', front: '#c8cede' },
  light: { back: '#fbfbfd', front: '#22262f' },
}
const sixteen = [
  '#3b4252',
  '#e0566b',
  '#7fb069',
  '#d9a441',
  '#5b8def',
  '#b07ae6',
  '#3fb0c4',
  '#c8cede',
  '#7a8296',
  '#ff7a8c',
  '#a3d977',
  '#f0c674',
  '#82aaff',
  '#c99bf5',
  '#70d3e2',
  '#ffffff',
]

/** The visible part of an xterm as SVG: one `<text>` a run of equal cells, on a fixed grid. */
export const svgOf = (terminal, theme) => {
  const { back, front } = palettes[theme]
  const width = terminal.cols * cell.width + 2 * margin
  const height = terminal.rows * cell.height + 2 * margin
  const body = rowsOf(terminal).flatMap((runs, row) => runs.map(run => runSvg(run, row, front, back)))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="DejaVu Sans Mono, Noto Sans Mono CJK SC, monospace" font-size="15" xml:space="preserve">`,
    `<rect width="100%" height="100%" fill="${back}"/>`,
    ...body,
    '</svg>\n',
  ].join('\n')
}

const rowsOf = terminal => {
  const buffer = terminal.buffer.active
  return Array.from({ length: terminal.rows }, (_, row) =>
    runsOf(buffer.getLine(buffer.viewportY + row), terminal.cols),
  )
}

const runsOf = (line, columns) => {
  const runs = []
  for (let column = 0; column < columns; column += 1) {
    const at = line?.getCell(column)
    if (at === undefined || at.getWidth() === 0) continue
    const look = lookOf(at)
    const last = runs.at(-1)
    const text = at.getChars() || ' '
    // A wide character starts a run of its own, so that the next ones stand on the grid again.
    if (last !== undefined && last.key === look.key && last.isNarrow && at.getWidth() === 1) {
      last.text += text
      last.cells += 1
    } else runs.push({ ...look, text, column, cells: at.getWidth(), isNarrow: at.getWidth() === 1 })
  }
  return runs
}

const lookOf = at => {
  const look = {
    front: colorOf(at, 'Fg'),
    back: colorOf(at, 'Bg'),
    isBold: at.isBold() !== 0,
    isDim: at.isDim() !== 0,
    isItalic: at.isItalic() !== 0,
    isUnderlined: at.isUnderline() !== 0,
    isInverse: at.isInverse() !== 0,
  }
  return { ...look, key: Object.values(look).join() }
}

const colorOf = (at, side) => {
  const value = at[`get${side}Color`]()
  if (at[`is${side}RGB`]()) return `#${value.toString(16).padStart(6, '0')}`
  if (at[`is${side}Palette`]()) return value < 16 ? sixteen[value] : cubeColor(value)
  return undefined
}

const cubeColor = value => {
  if (value >= 232) return `#${(8 + (value - 232) * 10).toString(16).padStart(2, '0').repeat(3)}`
  const level = step => [0, 95, 135, 175, 215, 255][step].toString(16).padStart(2, '0')
  const index = value - 16
  return `#${level(Math.floor(index / 36))}${level(Math.floor(index / 6) % 6)}${level(index % 6)}`
}

const runSvg = (run, row, front, back) => {
  const [ink, paper] = run.isInverse ? [run.back ?? back, run.front ?? front] : [run.front ?? front, run.back]
  const x = margin + run.column * cell.width
  const y = margin + row * cell.height
  const box =
    paper === undefined
      ? ''
      : `<rect x="${x}" y="${y}" width="${run.cells * cell.width}" height="${cell.height}" fill="${paper}"/>`
  if (run.text.trim() === '') return box
  const style = [
    run.isBold && 'font-weight="bold"',
    run.isItalic && 'font-style="italic"',
    run.isDim && 'opacity="0.6"',
    run.isUnderlined && 'text-decoration="underline"',
  ]
  const attributes = style
    .filter(Boolean)
    .map(one => ` ${one}`)
    .join('')
  return `${box}<text x="${x}" y="${y + cell.baseline}" textLength="${run.cells * cell.width}" lengthAdjust="spacingAndGlyphs" fill="${ink}"${attributes}>${escapeXml(run.text)}</text>`
}

const escapeXml = text => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(' ', '\u00a0')

const keyCodes = {
  enter: '\r',
  esc: '\x1b',
  tab: '\t',
  space: ' ',
  up: '\x1b[A',
  down: '\x1b[B',
  right: '\x1b[C',
  left: '\x1b[D',
  pagedown: '\x1b[6~',
  end: '\x1b[F',
}

const takePicture = async ({ out, size, theme, keys, until, command }) => {
  const [{ default: xterm }, { spawn }] = await Promise.all([import('@xterm/headless'), import('@lydell/node-pty')])
  const [cols, rows] = size.split('x').map(Number)
  const terminal = new xterm.Terminal({ cols, rows, allowProposedApi: true })
  const { CI: _ci, NO_COLOR: _noColor, ...env } = process.env
  const pty = spawn(command[0], command.slice(1), {
    cols,
    rows,
    name: 'xterm-256color',
    env: { ...env, COLORTERM: 'truecolor', TSGI_LEARN_THEME: theme },
  })
  let lastAt = Date.now()
  pty.onData(data => terminal.write(data, () => (lastAt = Date.now())))
  terminal.onData(data => pty.write(data))
  await quiet(() => lastAt)
  for (const key of keys) {
    pty.write(keyCodes[key] ?? key)
    await quiet(() => lastAt)
  }
  if (until !== undefined) await shown(terminal, until)
  writeFileSync(out, svgOf(terminal, theme))
  pty.kill('SIGTERM')
}

/** Until nothing has been drawn for a third of a second: the screen is what a person would look at. */
const quiet = lastAt =>
  new Promise(resolve => {
    const timer = setInterval(() => {
      if (Date.now() - lastAt() < 350) return
      clearInterval(timer)
      resolve()
    }, 50)
  })

const shown = async (terminal, text) => {
  const deadline = Date.now() + 10_000
  const lines = () =>
    Array.from(
      { length: terminal.rows },
      (_, row) => terminal.buffer.active.getLine(row)?.translateToString(true) ?? '',
    )
  while (!lines().join('\n').includes(text)) {
    if (Date.now() > deadline) throw new Error(`“${text}” did not appear:\n${lines().join('\n')}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      size: { type: 'string', default: '80x24' },
      light: { type: 'boolean' },
      keys: { type: 'string', default: '' },
      until: { type: 'string' },
    },
  })
  const [out, ...command] = positionals
  if (out === undefined || command.length === 0)
    throw new Error('node build/screenshot.mjs OUT.svg [options] -- COMMAND ARG...')
  const keys = values.keys.split(' ').filter(key => key !== '')
  await takePicture({
    out,
    command,
    keys,
    size: values.size,
    theme: values.light === true ? 'light' : 'dark',
    until: values.until,
  })
  process.exit(0)
}
