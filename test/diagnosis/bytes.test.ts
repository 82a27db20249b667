// A server that sends a wrong byte is told which, and what line wrote it.

import { proveBroken } from './prove.ts'
import { bytes } from './table.ts'

proveBroken(bytes)
