// A response that could not be finished, and looks as if it had been, is told so.

import { parseTranscript } from '../../src/transcript/index.ts'
import { proveBroken } from './prove.ts'
import { brokenOff } from './table.ts'

const transcript = parseTranscript(`# The response breaks off
> GET / HTTP/1.1
> Host: localhost:8888
>
< HTTP/1.1 200 OK
<
< one\\
* cut-off
`)

proveBroken(brokenOff, [{ id: 'breaks-off', title: 'The response breaks off', transcript, needs: [] }])
