// Gives each place in the learner's files a small number, and tells it once: so that a report of a write is numbers only.

import type { SourceLocation } from '../../trace/index.ts'
import { frameTypes } from '../report/frame.ts'
import { jsonBytes } from './channel.ts'
import type { Channel } from './channel.ts'

export type Places = { /** 0 for no place. */ idOf(location: SourceLocation | undefined): number }

export function createPlaces(channel: Channel): Places {
  const ids = new Map<string, number>()
  return {
    idOf: location => {
      if (location === undefined) return 0
      const key = `${location.path}:${location.line}:${location.column}`
      const known = ids.get(key)
      if (known !== undefined) return known
      const id = ids.size + 1
      ids.set(key, id)
      channel.tell({ type: frameTypes.place, port: 0, value: id, place: 0 }, jsonBytes(location))
      return id
    },
  }
}
