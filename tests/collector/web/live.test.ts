import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { coalesce, parseLiveEvent } from '#collector/web/live.ts'

const atMs = 1_790_000_000_000

test('an event that a newer collector sends is left alone', () => {
  expect(parseLiveEvent(JSON.stringify({ kind: 'hello', atMs }))).toEqual({ kind: 'hello', atMs })
  expect(parseLiveEvent(JSON.stringify({ kind: 'something-new', atMs }))).toBeNull()
  expect(parseLiveEvent('{')).toBeNull()
  expect(parseLiveEvent(undefined)).toBeNull()
})

test('many requests in one interval become two flushes, and the last one is not lost', async () => {
  let flushes = 0
  const refresh = coalesce(() => (flushes += 1), 20)
  for (let request = 0; request < 50; request++) refresh.request()
  expect(flushes).toBe(1)
  await pause(60)
  expect(flushes).toBe(2)
  refresh.cancel()
})
