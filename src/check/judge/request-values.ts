// Which bytes of a request a key of the environ comes from, and what they say. Judges nothing.

import type { FieldLine, Range, RequestDissection } from '../../trace/index.ts'

/** The key that a field gets: upper case, each `-` an `_`, HTTP_ before it but for two. */
export function keyOfField(name: string): string {
  const upper = upperKey(name)
  return upper === 'CONTENT_TYPE' || upper === 'CONTENT_LENGTH' ? upper : `HTTP_${upper}`
}

export function upperKey(name: string): string {
  return name.toUpperCase().replaceAll('-', '_')
}

/** The fields behind a key, those with an underscore in their name too. */
export function fieldsOf(request: RequestDissection | undefined, key: string): readonly FieldLine[] {
  return request?.fields.filter(field => field.value !== undefined && keyOfField(field.name.text) === key) ?? []
}

export function hasUnderscore({ name }: FieldLine): boolean {
  return name.text.includes('_')
}

/** The target of the request and the two parts of it. `query` is undefined where there is no question mark. */
export function targetOf(
  request: RequestDissection | undefined,
): { readonly target: string; readonly path: string; readonly query: string | undefined } | undefined {
  const target = request?.requestLine?.target.text
  if (target === undefined) return undefined
  const mark = target.indexOf('?')
  return mark < 0
    ? { target, path: target, query: undefined }
    : { target, path: target.slice(0, mark), query: target.slice(mark + 1) }
}

/** The bytes of the request that make the value of a key; undefined for those that the server makes itself. */
export function sourceRangeOf(request: RequestDissection | undefined, key: string): Range | undefined {
  const line = request?.requestLine
  if (request === undefined || line === undefined) return undefined
  switch (key) {
    case 'method':
    case 'REQUEST_METHOD':
      return line.method
    case 'target':
    case 'REQUEST_URI':
      return line.target
    case 'version':
    case 'SERVER_PROTOCOL':
      return line.version
    case 'PATH_INFO':
      return { start: line.target.start, end: line.target.start + targetOf(request)!.path.length }
    case 'QUERY_STRING':
      return queryRange(request)
    default:
      return fieldRange(fieldsOf(request, key)[0])
  }
}

/** The question mark and what follows it. */
export function queryRange(request: RequestDissection | undefined): Range | undefined {
  const target = request?.requestLine?.target
  const mark = target?.text.indexOf('?') ?? -1
  return target === undefined || mark < 0 ? undefined : { start: target.start + mark, end: target.end }
}

export function fieldRange(field: FieldLine | undefined): Range | undefined {
  return field?.value === undefined ? undefined : { start: field.name.start, end: field.value.end }
}
