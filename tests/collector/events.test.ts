import pino from 'pino'
import { expect, test } from 'vitest'
import { createEvents } from '#collector/events.ts'
import type { LiveEvent } from '#protocol/views.ts'

test('a listener that fails disturbs neither the publisher nor the others', () => {
  const events = createEvents(pino({ level: 'silent' }))
  const seen: LiveEvent[] = []
  events.subscribe(() => {
    throw new Error('the browser is gone')
  })
  const leave = events.subscribe((event) => seen.push(event))
  const event: LiveEvent = { kind: 'register-changed', atMs: 1_000_000_000_000 }
  events.publish(event)
  leave()
  events.publish(event)
  expect(seen).toEqual([event])
})
