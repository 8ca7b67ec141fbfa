import { expect, test } from 'vitest'
import { recordRefusedFrame } from '#store/refused-frames.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { hostIdOf, startMs } from '../ingest/reports.ts'

onEachDatabase((fresh) => {
  test('of one host the newest refusals are kept, of the others all', async () => {
    const { db } = await (await fresh()).open()
    const code = 'FRAME_MALFORMED'
    const quiet = { hostId: hostIdOf(2), receivedMs: startMs, code, detail: 'a\0b\ud800' } as const
    await recordRefusedFrame(db, quiet)
    for (let index = 0; index < 53; index += 1) {
      const receivedMs = startMs + index
      await recordRefusedFrame(db, { hostId: hostIdOf(1), receivedMs, code, detail: null })
    }
    const rows = await db
      .selectFrom('refused_frame')
      .select(['host_id', 'received_ms', 'detail'])
      .orderBy('received_ms')
      .execute()
    const ofLoud = rows.filter(({ host_id }) => host_id === hostIdOf(1))
    expect([ofLoud.length, ofLoud[0]?.received_ms]).toEqual([50, startMs + 3])
    const ofQuiet = rows.filter(({ host_id }) => host_id === hostIdOf(2))
    expect(ofQuiet.map(({ detail }) => detail)).toEqual(['ab\ufffd'])
  })
})
