// Finds what belongs to one machine or one network and so must not be in a public repository.

/** Names that examples may use where a person's folder is meant. */
const inventedPeople = '(?:ada|alan|grace|learner|you|user|USER|NAME)'

const patterns: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: "a person's folder", pattern: new RegExp(String.raw`/(?:home|Users)/(?!${inventedPeople}\b)\w+`) },
  { what: "a person's folder", pattern: new RegExp(String.raw`[A-Z]:\\Users\\(?!${inventedPeople}\b)\w+`) },
  { what: "the superuser's folder", pattern: /(?<![\w.{}<>)\]])\/root\// },
  { what: 'a working folder of one machine', pattern: /(?<![\w.{}<>)\]])\/(?:work|workspace|builds|mnt|srv)\/\w/ },
  { what: 'a private address', pattern: /\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}\b/ },
  { what: 'a host of a private network', pattern: /\b[\w-]+\.(?:internal|intranet|corp|lan|localdomain)\b(?!\()/ },
  {
    what: 'a secret',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----|\bnpm_[A-Za-z0-9]{36}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b/,
  },
]

/** One line for each find: `line 3: a private address: ...`. */
export function privateNamesIn(text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) =>
    patterns.flatMap(({ what, pattern }) => {
      const found = pattern.exec(line)
      return found === null ? [] : [`line ${index + 1}: ${what}: ${found[0]}`]
    }),
  )
}
