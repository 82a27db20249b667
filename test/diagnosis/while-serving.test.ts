// A program whose process goes wrong while it serves is told by what.

import { proveBroken } from './prove.ts'
import { whileServing } from './table.ts'

proveBroken(whileServing)
