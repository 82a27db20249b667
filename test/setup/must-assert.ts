// A test that asserts nothing fails: it would pass whatever the code did.

import { beforeEach, expect } from 'vitest'

beforeEach(() => {
  expect.hasAssertions()
})
