import { expect, test } from 'vitest'
import { unassignedRoutes } from '#protocol/unassigned-routes.ts'
import { refreshHostSigns } from '#store/register/host-signs.ts'
import { writeEntries } from '#store/register/write-entries.ts'
import { readWholeState } from '#store/snapshots/read-state.ts'
import { declaredMachine } from '#tests/builders/declared-machine.ts'
import { daysBefore, seededNowMs, seedProvince } from '#tests/support/seed.ts'
import { call, signInAs, startApi } from '../api/running-api.ts'
import { changing } from '../organisations/changing.ts'
import { randomUUID } from 'node:crypto'

test('after a split every entry waits for a part, counts once meanwhile, and is assigned by data', async () => {
  const api = await startApi()
  try {
    const { store } = api
    const { health, finance, hosts } = await seedProvince(store)
    await refreshHostSigns(store, seededNowMs)
    const signs = await store.reader.selectFrom('host_signs').selectAll().execute()
    const own = hosts.filter(({ agencyId }) => agencyId === health)
    const moved = own.find(({ id }) =>
      signs.some((row) => row.host_id === id && row.serial !== null),
    )
    const serial = signs.find((row) => row.host_id === moved?.id)?.serial ?? null
    if (!moved || serial === null) throw new Error('a host with a serial number')
    const machine = (code: string, serialNumber: string | null) => ({
      kind: 'machine' as const,
      body: declaredMachine(code, { serial: serialNumber }),
    })
    const common = { entryId: null, agencyId: health, fromDay: '2026-10-12', evidence: null }
    const drafts = [
      { ...machine('TS-1', serial), ...common },
      { ...machine('TS-2', null), ...common },
    ]
    const writing = { actor: 'user an', address: null, nowMs: daysBefore(30), importId: null }
    await store.db
      .transaction()
      .execute((trx) => writeEntries(trx, store.engine, { drafts, newId: randomUUID, ...writing }))
    const { create, change } = changing(store)
    const third = await create('Trung tâm Y tế mới', { fromDay: '2026-01-01' })
    await change({
      kind: 'split',
      fromAgencyId: health,
      parts: [{ toAgencyId: third, hostIds: [moved.id] }],
      restToAgencyId: finance,
      onDay: '2026-11-10',
      source: null,
    })
    const officer = await signInAs(api, 'officer')
    const url = '/api/register/unassigned'
    const queue = async () =>
      unassignedRoutes.unassignedEntries.output.parse(
        (await call(api, officer, { method: 'GET', url })).json(),
      )
    const machinesOf = async (id: string) => {
      const moment = { cutOffMs: seededNowMs, knownMs: seededNowMs }
      const agencies = await readWholeState(store, { planId: '', moment })
      return agencies.find((one) => one.id === id)?.part.machines.map(({ code }) => code)
    }
    const { entries, total } = await queue()
    expect(total).toBe(2)
    expect(entries.map(({ words, suggestedId }) => [words, suggestedId]).toSorted()).toEqual([
      ['TS-1', third],
      ['TS-2', null],
    ])
    expect(entries.every(({ countsFor }) => countsFor.id === finance)).toBe(true)
    // Nothing is lost meanwhile: both stand with the part that took the rest.
    expect(await machinesOf(finance)).toEqual(expect.arrayContaining(['TS-1', 'TS-2']))

    const ts1 = entries.find(({ words }) => words === 'TS-1')
    const post = (payload: object) => call(api, officer, { method: 'POST', url, payload })
    const elsewhere = await post({ toAgencyId: health, entryIds: [ts1?.entryId] })
    expect(elsewhere.json()).toMatchObject({ code: 'AGENCY_NOT_FOUND' })
    const done = await post({ toAgencyId: third, entryIds: [ts1?.entryId] })
    expect(done.json()).toEqual({ assigned: 1 })
    expect((await queue()).entries.map(({ words }) => words)).toEqual(['TS-2'])
    // It is the host that went there: one machine, not two.
    expect(await machinesOf(third)).toEqual([])
    expect(await machinesOf(finance)).toEqual(['TS-2'])
    const leader = await signInAs(api, 'leader')
    expect((await call(api, leader, { method: 'GET', url })).statusCode).toBe(403)
  } finally {
    await api.stop()
  }
})
