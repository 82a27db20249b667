// What a PackError says, as data that a test can compare, and that its place is where the fault is.

import { PackError, type PackFault } from '../../src/lesson/index.ts'

/** The fault of the PackError that `work` throws; undefined when it throws nothing. Anything else is thrown on. */
export const faultOf = async (work: () => unknown): Promise<PackFault | undefined> => {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof PackError) return error.fault
    throw error
  }
}

/** What stands at the place of a fault, to the end of its line; undefined for a fault of a whole file. */
export const textAt = ({ place }: PackFault): string | undefined => place?.sourceLine.slice(place.column - 1)

/** That a place is one of the text: a line it has, a column of that line or right behind it. */
export const isInside = (text: string, { place }: PackFault): boolean => {
  if (place === undefined) return false
  const line = text.split('\n')[place.line - 1]
  if (line === undefined || place.sourceLine !== line.replace(/\r$/, '')) return false
  return place.column >= 1 && place.column <= line.length + 1
}
