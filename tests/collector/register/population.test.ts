import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Store } from '#collector/deps.ts'
import { countAgency } from '#domain/agency-machines.ts'
import { dayOf } from '#domain/register.ts'
import type { EntryBody } from '#protocol/register.ts'
import { decideMatch } from '#store/register/decisions.ts'
import { readHostSigns, refreshHostSigns } from '#store/register/host-signs.ts'
import { readRegisters, type MachinesLook } from '#store/register/population.ts'
import { writeEntries, type EntryDraft } from '#store/register/write-entries.ts'
import { onEachDatabase } from '#tests/support/databases.ts'
import { daysBefore, seededNowMs, seedProvince } from '#tests/support/seed.ts'

const now: MachinesLook = {
  scope: 'all',
  agencyId: null,
  atMs: null,
  asOfDay: dayOf(seededNowMs),
  knownAtMs: null,
  countsFor: new Map(),
}
const writing = { actor: 'user Lan', address: null, importId: null, newId: randomUUID }

onEachDatabase((fresh) => {
  test('signs of hosts come from their hardware facts, once, and later ones supersede them', async () => {
    const store = await (await fresh()).open()
    const { hosts } = await seedProvince(store, 12)
    const reported = hosts.filter(({ fate }) => fate !== 'never-reported').length
    expect(await refreshHostSigns(store, daysBefore(1))).toBe(reported)
    expect(await refreshHostSigns(store, seededNowMs)).toBe(0)
    expect((await readHostSigns(store.reader, null)).size).toBe(reported)
    expect((await readHostSigns(store.reader, daysBefore(2))).size).toBe(0)
  })

  test('the register of each agency is matched with its own hosts and counted', async () => {
    const store = await (await fresh()).open()
    const province = await seedProvince(store, 18)
    await refreshHostSigns(store, daysBefore(2))
    const [first, second] = await serialsOf(store, province.health)
    await declare(store, [
      machine(province.health, 'MT-01', { serial: first ?? '' }),
      machine(province.health, 'MT-02', { serial: second ?? '', state: 'in-store' }),
      machine(province.health, 'MT-03', { serial: 'KHONG-CO-MAY' }),
      machine(province.health, 'MT-04', { carriesNoAgent: true }),
      count(province.finance, 400),
    ])
    const { agencies } = await readRegisters(store, now)
    const totals = new Map(
      agencies.map((one) => [one.agency.id, countAgency(one, []).denominators.total]),
    )
    const enrolledIn = (id: string) => agencies.find(({ agency }) => agency.id === id)?.hosts.length
    const inHealth = enrolledIn(province.health) ?? 0
    expect(totals.get(province.health)).toMatchObject({
      declared: 3,
      matched: 1,
      neverEnrolled: 1,
      withoutAgent: 1,
      enrolled: inHealth - 1,
      population: inHealth - 1 + 2,
    })
    expect(totals.get(province.finance)).toMatchObject({ declared: 400, isLowerBound: true })
    expect([...totals.keys()]).not.toContain(province.sample)
  })

  test('declarations and decisions of later change "as of", not "as known then"', async () => {
    const store = await (await fresh()).open()
    const { health } = await seedProvince(store, 12)
    await refreshHostSigns(store, daysBefore(4))
    const [serial = ''] = await serialsOf(store, health)
    const [entryId = ''] = await declare(store, [machine(health, 'MT-01', { serial })], 3)
    const [match] = (await countOf(store, now, health)).matches
    expect(match?.basis).toBe('serial')
    const pair = { entryId, hostId: match?.hostId ?? '' }
    const by = { actor: 'user Lan', address: null, nowMs: daysBefore(1) }
    await store.db
      .transaction()
      .execute((trx) => decideMatch(trx, { ...pair, decision: 'rejected', basis: 'serial' }, by))
    const matchesKnown = async (knownAtMs: number | null) =>
      (await countOf(store, { ...now, knownAtMs }, health)).matches.length
    expect(await matchesKnown(null)).toBe(0)
    expect(await matchesKnown(daysBefore(2))).toBe(1)
    expect(await matchesKnown(daysBefore(3) - 1)).toBe(0)
    await store.db
      .transaction()
      .execute((trx) => decideMatch(trx, { ...pair, decision: null, basis: 'person' }, by))
    expect(await matchesKnown(null)).toBe(1)
  })

  test('what was merged counts for the agency into which it was merged', async () => {
    const store = await (await fresh()).open()
    const { health, finance } = await seedProvince(store, 12)
    await declare(store, [count(health, 30), count(finance, 50)])
    const { agencies } = await readRegisters(store, {
      ...now,
      countsFor: new Map([[health, finance]]),
    })
    expect(agencies.map(({ agency, counts }) => [agency.id, counts])).toEqual([
      [finance, { workstation: 80 }],
    ])
  })
})

async function countOf(store: Store, look: MachinesLook, agencyId: string) {
  const { agencies, decisions } = await readRegisters(store, look)
  const register = agencies.find(({ agency }) => agency.id === agencyId)
  return countAgency(register ?? { machines: [], counts: {}, hosts: [] }, decisions)
}

async function serialsOf(store: Store, agencyId: string): Promise<string[]> {
  const { agencies } = await readRegisters(store, now)
  const hosts = agencies.find(({ agency }) => agency.id === agencyId)?.hosts ?? []
  return hosts.flatMap(({ signs }) => (signs.serial === null ? [] : [signs.serial]))
}

function declare(store: Store, drafts: readonly EntryDraft[], days = 3) {
  const nowMs = daysBefore(days)
  return store.db
    .transaction()
    .execute((trx) => writeEntries(trx, store.engine, { ...writing, drafts, nowMs }))
}

const shared = { entryId: null, fromDay: '2026-01-01', evidence: null } as const

function machine(
  agencyId: string,
  code: string,
  body: Partial<EntryBody<'machine'>> = {},
): EntryDraft {
  const bare = { name: null, serial: null, assetTag: null, macs: [], room: null, stateReason: null }
  const inUse = { class: 'workstation', state: 'in-use', carriesNoAgent: false } as const
  return { ...shared, kind: 'machine', agencyId, body: { code, ...bare, ...inUse, ...body } }
}

function count(agencyId: string, machines: number): EntryDraft {
  const body = { class: 'workstation', count: machines } as const
  return { ...shared, kind: 'machine-count', agencyId, body }
}
