// The folder of this package, found from the running file: the same from dist and from src.

import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Throws when the package is torn apart: its own package.json is gone. */
export const packageFolderFrom = (directory: string): string => {
  // dist has a package.json too, which only says that its files are CommonJS.
  if (existsSync(join(directory, 'course.json')) || existsSync(join(directory, 'template'))) return directory
  const above = dirname(directory)
  if (above === directory) throw new Error('the files of tsgi-learn are not complete: install it again')
  return packageFolderFrom(above)
}

/** `unknown` where it cannot be read: whoever reports a bug has worse problems. */
export const packageVersion = (folder: string): string => {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return typeof manifest === 'object' && manifest !== null && 'version' in manifest
      ? String(manifest.version)
      : 'unknown'
  } catch {
    return 'unknown'
  }
}
