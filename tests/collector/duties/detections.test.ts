import { expect, test } from 'vitest'
import { canonicalJson } from '#protocol/delta.ts'
import { appendFacts } from '#store/fact-bundles.ts'
import { readDetections } from '#store/sharing/read-detections.ts'
import { readWholeState } from '#store/snapshots/read-state.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'

onEachDatabase((fresh) => {
  test('detections are counted by family for the agency that had the host, and what cannot be a family says nothing of a person', async () => {
    const store = await (await fresh()).open()
    const { health, hosts } = await seedProvince(store)
    const own = hosts.filter(({ agencyId }) => agencyId === health).slice(0, 2)
    const moment = { cutOffMs: seededNowMs, knownMs: seededNowMs }
    const agencies = await readWholeState(store, { planId: '', moment })
    const isRead = true
    const fact = (threats: readonly string[]) => ({
      probe: 'malware' as const,
      body: canonicalJson({
        state: 'known',
        facts: {
          records: [{ product: 'clamav', isRead }],
          detections: threats.map((threat) => ({
            product: 'clamav',
            threat,
            detectedAtMs: seededNowMs - 2000,
            outcome: 'quarantined',
            place: null,
          })),
          detectionsTotal: threats.length,
        },
      }),
      fromMs: seededNowMs - 1000,
      follows: null,
      followsConfirmedMs: null,
    })
    const threats = ['Win.Trojan.Agent-1', 'Win.Trojan.Agent-1', 'C:\\Users\\Nguyễn Văn An\\a.exe']
    const [first, second] = own
    if (!first || !second) throw new Error('two hosts of the agency')
    const reports = [
      { hostId: first.id, receivedMs: seededNowMs - 500, facts: [fact(threats)] },
      // Received after the snapshot was known: not among them.
      { hostId: second.id, receivedMs: seededNowMs + 1, facts: [fact(['Late.Family'])] },
    ]
    await store.db.transaction().execute((trx) => appendFacts(trx, store.engine, reports))
    const counted = await readDetections(store.reader, agencies, moment)
    const other = counted.get(health)?.find(({ family }) => family === 'other')
    expect(other?.detections).toBe(1)
    const agent = counted.get(health)?.find(({ family }) => family === 'Win.Trojan.Agent-1')
    expect(agent?.detections).toBe(2)
    expect(JSON.stringify([...counted])).not.toContain('Nguyễn')
    expect(JSON.stringify([...counted])).not.toContain('Late.Family')
  })
})
