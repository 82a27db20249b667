// Lists of tokens in field values (RFC 9110 §5.6.1): `close, upgrade`.

/** The elements in order and in lower case; empty ones are left out, as a reader must (§5.6.1.2). */
export function listElements(value: string): readonly string[] {
  return value
    .toLowerCase()
    .split(',')
    .map(element => element.replace(/^[ \t]+|[ \t]+$/g, ''))
    .filter(element => element !== '')
}
