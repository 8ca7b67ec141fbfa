import { expect, test } from 'vitest'

test.only('planted', () => {
  expect(1).toBe(1)
})
