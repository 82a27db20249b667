// Which addresses are listened on, as Linux's tables say. Asks nobody and connects to nothing.

import { readFileSync, readdirSync, readlinkSync } from 'node:fs'

import type { Address } from '../../trace/index.ts'
import { allPids } from './process-table.ts'

export type ListeningSocket = Address & { readonly inode: string }

/** Every listening TCP socket of this machine; none where there are no such tables. */
export function listeningSockets(): readonly ListeningSocket[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(path => textOf(path).split('\n').slice(1).flatMap(parseRow))
}

/** Those of them that one of the processes holds. */
export function listeningSocketsOf(pids: readonly number[]): readonly ListeningSocket[] {
  const inodes = new Set(pids.flatMap(socketInodesOf))
  return listeningSockets().filter(socket => inodes.has(socket.inode))
}

/** Whether processes that can be seen hold the socket, and all of them are others than these. */
export function isHeldByOthers({ inode }: ListeningSocket, own: readonly number[]): boolean {
  const holders = allPids().filter(pid => socketInodesOf(pid).includes(inode))
  return holders.length > 0 && !holders.some(pid => own.includes(pid))
}

const listenState = '0A'

function parseRow(row: string): readonly ListeningSocket[] {
  const fields = row.trim().split(/\s+/)
  const [address, port] = (fields[1] ?? '').split(':')
  if (fields[3] !== listenState || address === undefined || port === undefined) return []
  return [{ address: addressFromHex(address), port: Number.parseInt(port, 16), inode: fields[9] ?? '' }]
}

/** Words of four bytes, each in the machine's own order, which is little-endian wherever Node runs on Linux but s390x. */
function addressFromHex(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap(word => (word.match(/../g) ?? []).toReversed())
  if (bytes.length === 4) return bytes.map(byte => Number.parseInt(byte, 16)).join('.')
  const groups = (bytes.join('').match(/.{4}/g) ?? []).map(group => Number.parseInt(group, 16).toString(16))
  return groups.join(':').replace(/(^|:)0(:0)+(:|$)/, '::')
}

function socketInodesOf(pid: number): readonly string[] {
  const directory = `/proc/${pid}/fd`
  return namesIn(directory).flatMap(name => /^socket:\[(\d+)\]$/.exec(linkOf(`${directory}/${name}`))?.[1] ?? [])
}

// Processes and descriptors go while we look; what is gone listens no more.

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(path)
  } catch {
    return []
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
