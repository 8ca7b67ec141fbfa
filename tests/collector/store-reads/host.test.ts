import { expect, test } from 'vitest'
import { readHost } from '#store/host.ts'
import {
  aReading,
  aReport,
  enrolHosts,
  firewall,
  hostIdOf,
  minutes,
  startIngest,
  startMs,
} from '#tests/collector/ingest/reports.ts'
import { onEachDatabase } from '#tests/support/databases.ts'

const hostId = hostIdOf(1)

onEachDatabase((fresh) => {
  test('a state counts from when it began, not from when its reason last changed', async () => {
    const store = await (await fresh()).open()
    await enrolHosts(store, [hostId])
    const ingest = startIngest(store)
    const sinceAfter = async (sequence: number, facts: ReturnType<typeof firewall>) => {
      const receivedMs = startMs + minutes(sequence)
      const readings = [aReading('firewall', facts, receivedMs)]
      await ingest.submit(aReport({ hostId, sequence, receivedMs, readings }))
      const look = { scope: 'all' as const, asOfMs: null, id: hostId }
      const record = await readHost(store, look)
      const verdict = record.verdicts.find(({ control }) => control === 'firewall-on')
      return { state: verdict?.state, sinceMs: verdict?.sinceMs }
    }

    const began = (minute: number) => startMs + minutes(minute)
    expect([
      await sinceAfter(1, firewall('off', 0)),
      await sinceAfter(2, firewall('off', 2)),
      await sinceAfter(3, firewall('on', 5)),
      await sinceAfter(4, firewall('on', 6)),
      await sinceAfter(5, firewall('off', 1)),
    ]).toEqual([
      { state: 'unmet', sinceMs: began(1) },
      { state: 'unmet', sinceMs: began(1) },
      { state: 'met', sinceMs: began(3) },
      { state: 'met', sinceMs: began(3) },
      { state: 'unmet', sinceMs: began(5) },
    ])
  })
})
