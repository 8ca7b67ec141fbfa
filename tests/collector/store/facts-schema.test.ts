import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { onEachDatabase } from '#tests/support/databases.ts'
import {
  aReading,
  aReport,
  enrolHosts,
  factIntervals,
  firewall,
  hostIdOf,
  os,
  startIngest,
  startMs,
} from '../ingest/reports.ts'
import { heldDigests } from '#store/facts.ts'

const hostId = hostIdOf(1)

onEachDatabase((fresh) => {
  test('a fact that another version stored in another shape is asked for anew', async () => {
    const database = await fresh()
    const before = await database.open()
    await enrolHosts(before, [hostId])
    const ingest = startIngest(before)
    const readings = [aReading('firewall', firewall('on')), aReading('os', os('client'))]
    await ingest.submit(aReport({ hostId, sequence: 1, receivedMs: startMs + 500, readings }))
    await ingest.close()
    const [now, then] = ['"state":"on"', '"state":"of"']
    await sql`update fact_bundle set bodies = replace(bodies, ${now}, ${then})`.execute(before.db)
    await before.db.updateTable('meta').set({ value: 'of another version' }).execute()
    await before.close()

    const after = await database.open()
    expect(Object.keys(await heldDigests(after, hostId))).toEqual(['os'])
    expect(await factIntervals(after, hostId, 'firewall')).toMatchObject([
      { from_ms: startMs, confirmed_ms: startMs, until_ms: startMs },
    ])
  })
})
