import { expect, test } from 'vitest'
import { createFileSlots } from '#collector/api/file-slots.ts'

test('the seventh file at once is refused with when to ask again, and may be had when one is done', async () => {
  const slots = createFileSlots()
  const endings: (() => void)[] = []
  const writing = Array.from({ length: 6 }, () =>
    slots.hold(() => new Promise<void>((resolve) => endings.push(resolve))),
  )
  const one = () => slots.hold(() => Promise.resolve('written'))
  await expect(one()).rejects.toMatchObject({
    code: 'TOO_MANY_FILES',
    params: { filesMax: 6, retryAfterSeconds: 30 },
  })
  endings.shift()?.()
  await writing[0]
  expect(await one()).toBe('written')
  for (const end of endings) end()
  await Promise.all(writing)
})

test('a file that fails leaves its place to the next', async () => {
  const slots = createFileSlots()
  for (let failed = 0; failed < 7; failed += 1) {
    await expect(slots.hold(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  }
  expect(await slots.hold(() => Promise.resolve('written'))).toBe('written')
})
