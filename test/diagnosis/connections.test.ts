// A server that answers at the wrong moment, or not at all, is told so.

import { proveBroken } from './prove.ts'
import { connections } from './table.ts'

proveBroken(connections)
