// What a Markdown file points at and tells people to type.

import { lexer, walkTokens } from 'marked'

/** Targets of links and pictures that lead to files of the repository, without their fragments. */
export function relativeLinks(markdown: string): readonly string[] {
  const links: string[] = []
  walkTokens(lexer(markdown), token => {
    if (token.type === 'link' || token.type === 'image') links.push(String(token['href']))
  })
  return links.filter(link => !/^([a-z]+:|#)/i.test(link)).map(link => link.replace(/#.*$/, ''))
}

/** The lines of every block of shell commands. */
export function shellLines(markdown: string): readonly string[] {
  const lines: string[] = []
  walkTokens(lexer(markdown), token => {
    if (token.type === 'code' && token['lang'] === 'sh') lines.push(...token['text'].split('\n'))
  })
  return lines
}

/** Names of the package scripts that a shell line runs: `npm test`, `npm run learn`. */
export function scriptsIn(line: string): readonly string[] {
  const named = [...line.matchAll(/\bnpm (?:run )(?:-\S+ )*([\w:-]+)/g)].map(match => match[1] ?? '')
  const short = [...line.matchAll(/\bnpm (test|start)\b/g)].map(match => match[1] ?? '')
  return [...named, ...short]
}
