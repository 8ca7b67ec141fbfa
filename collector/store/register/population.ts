import { sql } from 'kysely'
import type { CountedHost, CountedMachine } from '#domain/denominator.ts'
import type { RegisterMachine, SignedHost } from '#domain/matching.ts'
import type { Store } from '#collector/deps.ts'
import type { Day, EntryBody } from '#protocol/register.ts'
import { hostClass, type EpochMs, type HostClass } from '#protocol/values.ts'
import { isChosen, population, type Scope } from '../population.ts'
import { entriesAsOf, type Entry } from './entries.ts'
import { decisionsAsOf, type RecordedDecision } from './decisions.ts'
import { readHostSigns, type HostSigns } from './host-signs.ts'

/** From where the machines of agencies are looked at. */
export type MachinesLook = {
  readonly scope: Scope
  /** One agency, or all that count: real ones as soon as there is one. */
  readonly agencyId: string | null
  /** The moment of hosts; null: now. */
  readonly atMs: EpochMs | null
  /** The day of declarations. */
  readonly asOfDay: Day
  /** Null: as is known now. */
  readonly knownAtMs: EpochMs | null
  /** Agencies whose machines count for another on that day, because they were merged into it. */
  readonly countsFor: ReadonlyMap<string, string>
}

export type ListedMachine = RegisterMachine &
  CountedMachine & { readonly entry: Extract<Entry, { kind: 'machine' }> }
export type ListedHost = SignedHost & CountedHost & { readonly hostname: string }

/** What one agency declares and has, before it is matched. */
export type AgencyRegister = {
  readonly agency: { readonly id: string; readonly name: string }
  readonly machines: readonly ListedMachine[]
  readonly counts: Readonly<Partial<Record<HostClass, number>>>
  readonly hosts: readonly ListedHost[]
}

/** All that denominators need, of all agencies, in one pass. */
export type Registers = {
  readonly agencies: readonly AgencyRegister[]
  readonly decisions: readonly RecordedDecision[]
}

/** Reads registers, hosts with their signs and what people decided, for the agencies that are looked at. */
export async function readRegisters(
  { reader }: Pick<Store, 'reader'>,
  look: MachinesLook,
): Promise<Registers> {
  const { asOfDay, knownAtMs, countsFor } = look
  const choice = look.agencyId === null ? 'counted' : { agencyId: look.agencyId }
  const view = { scope: look.scope, asOfMs: look.atMs }
  const agencies = await sql<{ id: string; name: string }>`
    select a.id, a.name from agency a where ${isChosen(view, choice)}
    order by a.name_folded`.execute(reader)
  const counting = (id: string) => countsFor.get(id) ?? id
  const of = membersOf(look)
  const kinds = ['machine', 'machine-count'] as const
  const entries = await entriesAsOf(reader, {
    kinds,
    asOfDay,
    knownAtMs,
    ...(of && { agencyIds: of }),
  })
  const hosts = await sql<HostRow>`
    select p.id, p.agency_id, p.hostname, p.class, p.is_silent, p.last_received_ms
    from ${population(view, 'every')} p
    where ${of ? sql`p.agency_id in (${sql.join(of)})` : sql`1 = 1`}`.execute(reader)
  const signs = await readHostSigns(reader, knownAtMs, of)
  const listed = Map.groupBy(entries, ({ agencyId }) => counting(agencyId))
  const enrolled = Map.groupBy(hosts.rows, (row) => counting(row.agency_id))
  return {
    decisions: await decisionsAsOf(reader, knownAtMs),
    agencies: agencies.rows
      .filter(({ id }) => !countsFor.has(id))
      .map((agency) => registerOf(agency, { listed, enrolled, signs })),
  }
}

/** The named agency and those whose machines count for it; null: every agency. */
function membersOf({ agencyId, countsFor }: MachinesLook): readonly string[] | null {
  if (agencyId === null) return null
  const joined = [...countsFor].filter(([, heir]) => heir === agencyId).map(([id]) => id)
  return [agencyId, ...joined]
}

/** The hosts of a scope with their signs, as they stand now, under the agency that each counts for by itself. */
export async function signedHosts(
  { reader }: Pick<Store, 'reader'>,
  scope: Scope,
): Promise<ListedHost[]> {
  const signs = await readHostSigns(reader, null)
  const { rows } = await sql<HostRow>`
    select p.id, p.agency_id, p.hostname, p.class, p.is_silent, p.last_received_ms
    from ${population({ scope, asOfMs: null }, 'every')} p`.execute(reader)
  return rows.map((row) => hostOf(row, row.agency_id, signs))
}

type HostRow = {
  id: string
  agency_id: string
  hostname: string
  class: string
  is_silent: 0 | 1
  last_received_ms: number | null
}

type Read = {
  readonly listed: ReadonlyMap<string, readonly Entry[]>
  readonly enrolled: ReadonlyMap<string, readonly HostRow[]>
  readonly signs: ReadonlyMap<string, HostSigns>
}

function registerOf(
  agency: { id: string; name: string },
  { listed, enrolled, signs }: Read,
): AgencyRegister {
  const entries = listed.get(agency.id) ?? []
  const counts = new Map<HostClass, number>()
  for (const entry of entries) {
    if (entry.kind !== 'machine-count') continue
    counts.set(entry.body.class, (counts.get(entry.body.class) ?? 0) + entry.body.count)
  }
  return {
    agency: { id: agency.id, name: agency.name },
    counts: Object.fromEntries(counts),
    machines: entries.flatMap((entry) =>
      entry.kind === 'machine' ? [machineOf(entry, agency.id)] : [],
    ),
    hosts: (enrolled.get(agency.id) ?? []).map((row) => hostOf(row, agency.id, signs)),
  }
}

function machineOf(entry: ListedMachine['entry'], agencyId: string): ListedMachine {
  const { entryId, body } = entry
  return { entry, entryId, agencyId, ...body, signs: registerSigns(body) }
}

function registerSigns({ serial, assetTag, macs, name }: EntryBody<'machine'>) {
  return { serial, assetTag, macs, name }
}

function hostOf(row: HostRow, agencyId: string, signs: Read['signs']): ListedHost {
  const { id, hostname, is_silent, last_received_ms } = row
  const known = signs.get(id) ?? { serial: null, assetTag: null, macs: [] }
  return {
    hostId: id,
    agencyId,
    hostname,
    class: hostClass.parse(row.class),
    isReporting: last_received_ms !== null && is_silent === 0,
    signs: { ...known, name: hostname },
  }
}
