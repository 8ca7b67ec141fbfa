import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { loadReportInput } from '#collector/reports/input/load.ts'
import type { Store } from '#collector/deps.ts'
import { checkedControls, handCheckRule } from '#domain/hand-check.ts'
import { readersInUse } from '#domain/verification.ts'
import { controlIds } from '#protocol/controls.ts'
import { probeIds } from '#protocol/facts/registry.ts'
import { hostFacts, loadFactsOf } from '#store/facts.ts'
import { drawHandCheck } from '#store/hand-checks/draw.ts'
import { finishHandCheck, recordFindings, type NewFinding } from '#store/hand-checks/findings.ts'
import { readMachines } from '#store/hand-checks/read.ts'
import { provisionalOf } from '#store/provisional.ts'
import { takeDaily } from '#store/snapshots/taking.ts'
import { provisionalFigures, writeReadersInUse } from '#store/verification.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { byAt, takingOf } from '../snapshots/taking.ts'

const who = { actor: 'user chị Hoa', address: null, nowMs: seededNowMs }

/** What the survey writes: by which readers the hosts that were compared answer. */
async function surveyed({ db, reader, engine }: Store, hostIds: readonly string[]) {
  const held = await loadFactsOf(reader, engine, hostIds)
  const readers = [...held.values()].flatMap((one) => readersInUse(hostFacts(one, probeIds)))
  const unique = [...new Map(readers.map((one) => [`${one.reader} ${one.platform}`, one])).values()]
  await writeReadersInUse(db, engine, { readers: unique, nowMs: seededNowMs })
}

/** A check of thirty machines that finds everywhere what the system says. */
async function checkByHand(store: Store) {
  const drawn = await drawHandCheck(
    store,
    { agencyId: null, isStratified: false },
    { ...who, newId: randomUUID, randomBytes },
  )
  const machines = await readMachines(store.reader, drawn.id)
  const findings = machines.flatMap(({ position, said }) =>
    checkedControls.flatMap((control): NewFinding[] => {
      const state = said[control]?.state
      if (state === undefined) return []
      return [
        { position, control, found: state === 'unknown' ? 'could-not-check' : state, note: null },
      ]
    }),
  )
  await recordFindings(store.db, { id: drawn.id, findings }, who)
  const closing = { checkedBy: 'Trần B, chuyên viên', checkedOn: '2026-11-18' }
  const result = await finishHandCheck(store.db, { id: drawn.id, ...closing }, who)
  return { result, hostIds: machines.map(({ hostId }) => hostId) }
}

onEachDatabase((fresh) => {
  test('a check by hand lifts "tạm tính" from figures and lists from then on, and yesterday keeps it', async () => {
    const store = await (await fresh()).open()
    // So few that each check looks at all of them.
    await seedProvince(store, 30)
    const marked = async (asOf: number | null) => {
      const isProvisional = await provisionalFigures(store.reader, { asOf })
      return controlIds.filter((control) => isProvisional(control))
    }
    const all = controlIds.filter((control) => control !== 'reporting')
    expect(await marked(null)).toEqual(all)
    const { result: first } = await checkByHand(store)
    expect(first.readers.some(({ isLifted }) => !isLifted)).toBe(true)
    for (let more = 2; more < handCheckRule.machinesMin; more += 1) await checkByHand(store)
    const { result, hostIds } = await checkByHand(store)
    const lifted = new Set(
      result.readers.filter((one) => one.isLifted).map((one) => `${one.reader} ${one.platform}`),
    )
    expect(lifted).toContain('os linux')
    expect(lifted).toContain('os windows')
    // While nobody knows which products are in use, each may be.
    expect(await marked(null)).toContain('antivirus-running')
    await surveyed(store, hostIds)
    expect(await marked(null)).not.toContain('antivirus-running')
    expect(await marked(null)).not.toContain('os-supported')
    expect(await marked(seededNowMs - 1)).toContain('os-supported')

    const [hostId = ''] = hostIds
    const listed = async (asOf: number | null) =>
      (await provisionalOf(store, { hostIds: [hostId], asOf })).get(hostId) ?? []
    expect(await listed(null)).not.toContain('os-supported')
    expect(await listed(seededNowMs - 1)).toContain('os-supported')
  }, 120_000)

  test('the sentence of the check stands in the reports of snapshots that were taken after it, with date, agreement and interval', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store, 45)
    const before = seededNowMs - 1000
    await takeDaily(takingOf(store), before, byAt(before))
    const report = (nowMs: number) =>
      loadReportInput(store.reader, {
        kind: 'scorecard',
        period: '2026-11-18',
        agencyId: null,
        planId: 'qn-2458-2017',
        provinceId: 'quang-ngai',
        nowMs,
        marking: null,
        narrative: { shortcomings: [], nextTasks: [], proposals: [] },
        letterhead: {},
        licencePriceVnd: null,
      })
    const { result } = await checkByHand(store)
    // Taken before the check: a re-print says what was known then.
    expect((await report(seededNowMs)).handCheck).toBeNull()
    const after = seededNowMs + 1000
    await takeDaily(takingOf(store), after, byAt(after))
    const { agreed, compared } = result.overall
    const said = (await report(after)).handCheck
    expect(said).toContain('ngày 18/11/2026, Trần B, chuyên viên đối chiếu 30 máy')
    expect(said).toContain(`${agreed} trên ${compared}`)
    expect(said).toMatch(/khoảng tin cậy 95%: từ [\d,]+% đến 100%/)
  })

  test('products, seats in use and findings are frozen with the hosts, and a report reads them from there', async () => {
    const store = await (await fresh()).open()
    await seedProvince(store, 45)
    await takeDaily(takingOf(store), seededNowMs, byAt(seededNowMs))
    const input = await loadReportInput(store.reader, {
      kind: 'scorecard',
      period: '2026-11-18',
      agencyId: null,
      planId: 'qn-2458-2017',
      provinceId: 'quang-ngai',
      nowMs: seededNowMs,
      marking: null,
      narrative: { shortcomings: [], nextTasks: [], proposals: [] },
      letterhead: {},
      licencePriceVnd: null,
    })
    expect(input.shortfall.seatsUsed).toBeGreaterThan(0)
    const { findings, hostFindings = [] } = input
    expect(findings?.open).toBe(hostFindings.length)
    expect(hostFindings.length).toBeGreaterThan(0)
    expect(hostFindings.every(({ reason }) => reason !== '')).toBe(true)
    // No snapshot came before it, and none holds when a finding is due.
    expect(findings).toMatchObject({ fixed: null, overdue: null })
  })
})
