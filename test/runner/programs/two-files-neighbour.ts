// The neighbour of two-files.ts; says where it is.
export type Answer = string

export function respond(word: string): Answer {
  return `HTTP/1.1 200 OK\r\n\r\n${word} from ${new URL(import.meta.url).pathname.split('/').at(-1)}`
}
