import { sql, type ExpressionBuilder, type Selectable } from 'kysely'
import { checkVerdicts, type CheckVerdict } from '#protocol/device-check-views.ts'
import { deviceCheckResult } from '#protocol/device-checks.ts'
import type { EpochMs } from '#protocol/values.ts'
import { containing, foldForSearch } from '../fold.ts'
import { agencyIdsOf, type Scope } from '../population.ts'
import type { Db, Schema } from '../schema.ts'
import { checkedAs } from './sights.ts'

/** One stored result; `checkedAs` is what was declared of the device when it came. */
export type StoredResult = ReturnType<typeof resultOf>

type Look = {
  readonly scope: Scope
  readonly agencyId?: string | undefined
  readonly entryId?: string | undefined
  readonly authorisationId?: string | undefined
  readonly verdict?: CheckVerdict | undefined
  /** Finds in what the device is called by today, and in the hardware address that was asked. */
  readonly q?: string | undefined
  /** What had come until a moment; left out: all. */
  readonly knownMs?: EpochMs | undefined
  readonly page?: number
  readonly pageSize?: number
}

/** One page of a list of results, the newest first. */
export type ResultPage = {
  readonly results: readonly StoredResult[]
  readonly total: number
  /** Of each verdict, whatever verdict is asked for. */
  readonly counts: Readonly<Record<CheckVerdict, number>>
}

/** Reads a page of the results of a scope; 200 where nothing else is said. */
export async function readResults(db: Db, look: Look): Promise<ResultPage> {
  const { verdict, page = 1, pageSize = 200 } = look
  let shown = db.selectFrom('device_check_result').where(passes(look))
  const counted = await shown
    .select(({ fn }) => ['verdict', fn.countAll().as('rows')])
    .groupBy('verdict')
    .execute()
  const countOf = (one: CheckVerdict) =>
    Number(counted.find((row) => row.verdict === one)?.rows ?? 0)
  const counts = Object.fromEntries(checkVerdicts.map((one) => [one, countOf(one)])) as Record<
    CheckVerdict,
    number
  >
  if (verdict !== undefined) shown = shown.where('verdict', '=', verdict)
  const rows = await shown
    .selectAll()
    .orderBy('checked_ms', 'desc')
    .orderBy('host_id')
    .orderBy('mac')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return {
    results: rows.map(resultOf),
    total: verdict === undefined ? all : counts[verdict],
    counts,
  }
}

/** How many devices of each of these authorisations have a result. */
export async function countChecked(
  db: Db,
  authorisationIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (authorisationIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('device_check_result')
    .select(({ fn }) => ['authorisation_id', fn.count('entry_id').distinct().as('devices')])
    .where('authorisation_id', 'in', authorisationIds)
    .groupBy('authorisation_id')
    .execute()
  return new Map(rows.map((row) => [row.authorisation_id, Number(row.devices)]))
}

type Where = ExpressionBuilder<Schema, 'device_check_result'>

const passes =
  ({ scope, agencyId, entryId, authorisationId, q, knownMs }: Look) =>
  (eb: Where) => {
    const agencyIds = agencyIdsOf(scope)
    const folded = foldForSearch(q ?? '')
    return eb.and([
      ...(agencyIds ? [eb('agency_id', 'in', agencyIds)] : []),
      ...(agencyId === undefined ? [] : [eb('agency_id', '=', agencyId)]),
      ...(entryId === undefined ? [] : [eb('entry_id', '=', entryId)]),
      ...(authorisationId === undefined ? [] : [eb('authorisation_id', '=', authorisationId)]),
      ...(knownMs === undefined ? [] : [eb('received_ms', '<=', knownMs)]),
      ...(folded === '' ? [] : [isCalled(containing(folded))]),
    ])
  }

const isCalled = (pattern: string) => sql<boolean>`(
  mac like ${pattern} escape '\\'
  or entry_id in (
    select e.entry_id from entry e
    where e.kind = 'device' and e.superseded_ms is null
      and e.search_folded like ${pattern} escape '\\'))`

const said = sql`r.result || r.checked_as`

/** Says no more than the one before it and the one after it of the same device, with nobody's decision in between. */
const repeated = sql`
  select s.host_id, s.mac, s.checked_ms from (
    select r.*, ${said} as said,
      lag(${said}) over by_device as said_before, lag(r.received_ms) over by_device as before_ms,
      lead(${said}) over by_device as said_after
    from device_check_result r
    where r.verdict in ('default', 'this-default-not-in-use', 'inactive')
    window by_device as (partition by r.entry_id order by r.received_ms, r.checked_ms)
  ) s
  where s.said = s.said_before and s.said = s.said_after and not exists (
    select 1 from device_review d where d.entry_id = s.entry_id
      and d.recorded_ms > s.before_ms and d.recorded_ms <= s.received_ms)`

/**
 * Deletes results received before that say nothing new: of no default, such as that nobody answered, but the newest of each
 * device; and of a default what the ones before and after say too. What is left is the history of a finding.
 */
export async function deleteEmptyResults(db: Db, beforeMs: EpochMs): Promise<number> {
  const newest = sql<number>`(select max(n.received_ms) from device_check_result n
    where n.entry_id = device_check_result.entry_id)`
  const told = await db
    .deleteFrom('device_check_result')
    .where('verdict', 'in', ['unidentified', 'unreachable', 'not-checked'])
    .where('received_ms', '<', beforeMs)
    .where('received_ms', '<', newest)
    .executeTakeFirst()
  const again = await db
    .deleteFrom('device_check_result')
    .where('received_ms', '<', beforeMs)
    .where(sql<boolean>`(host_id, mac, checked_ms) in (${repeated})`)
    .executeTakeFirst()
  return Number(told.numDeletedRows) + Number(again.numDeletedRows)
}

function resultOf(row: Selectable<Schema['device_check_result']>) {
  const { host_id: hostId, mac } = row
  const checkedMs = Number(row.checked_ms)
  return {
    id: `${hostId} ${mac} ${checkedMs}`,
    hostId,
    mac,
    checkedMs,
    receivedMs: Number(row.received_ms),
    authorisationId: row.authorisation_id,
    agencyId: row.agency_id,
    entryId: row.entry_id,
    checkedAs: checkedAs.parse(JSON.parse(row.checked_as)),
    rules: row.rules,
    attempts: Number(row.attempts),
    result: deviceCheckResult.parse(JSON.parse(row.result)),
  }
}
