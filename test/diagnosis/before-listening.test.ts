// A program that cannot be asked anything is told why.

import { proveBroken } from './prove.ts'
import { beforeListening } from './table.ts'

proveBroken(beforeListening)
