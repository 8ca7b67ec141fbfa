import type { Selectable } from 'kysely'
import { z } from 'zod'
import { stateOfCheck } from '#domain/device-checks.ts'
import type { DeviceCheckState } from '#protocol/device-check-views.ts'
import { deviceCheckAuthorisation, type DeviceCheckAuthorisation } from '#protocol/device-checks.ts'
import type { Day } from '#protocol/register.ts'
import { hostId, type EpochMs, type HostId } from '#protocol/values.ts'
import { agencyIdsOf, type Scope } from '../population.ts'
import type { Db, Schema } from '../schema.ts'

/** A step, by whom, when, and why where that is asked. */
export type Step = {
  readonly by: string
  readonly atMs: EpochMs
  readonly reason: string | null
}

/** One authorisation with all its steps. */
export type StoredAuthorisation = {
  readonly id: string
  readonly revision: number
  readonly state: DeviceCheckState
  readonly agencyId: string
  readonly hostId: HostId
  readonly content: DeviceCheckAuthorisation
  readonly entryIds: readonly string[]
  readonly file: string | null
  readonly drafted: Step
  readonly agreed: Step | null
  readonly refused: Step | null
  readonly uploaded: Step | null
  readonly withdrawn: Step | null
  readonly carriedMs: EpochMs | null
}

type Look = {
  readonly scope: Scope
  readonly today: Day
  readonly id?: string
  readonly hostId?: string
}

/** Authorisations of a scope, the newest first. */
export async function readAuthorisations(
  db: Db,
  { scope, today, id, hostId: host }: Look,
): Promise<StoredAuthorisation[]> {
  const agencyIds = agencyIdsOf(scope)
  let query = db.selectFrom('device_check_authorisation').selectAll().orderBy('sequence', 'desc')
  if (agencyIds) query = query.where('agency_id', 'in', agencyIds)
  if (id !== undefined) query = query.where('id', '=', id)
  if (host !== undefined) query = query.where('host_id', '=', host)
  return (await query.execute()).map((row) => authorisationOf(row, today))
}

/** What these authorisations say, by their id. */
export async function contentsOf(
  db: Db,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DeviceCheckAuthorisation>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('device_check_authorisation')
    .select(['id', 'content'])
    .where('id', 'in', ids)
    .execute()
  return new Map(
    rows.map(({ id, content }) => [id, deviceCheckAuthorisation.parse(JSON.parse(content))]),
  )
}

type Row = Selectable<Schema['device_check_authorisation']>

const entryIds = z.array(z.string())

function authorisationOf(row: Row, today: Day): StoredAuthorisation {
  const drafted = stepOf(row, 'drafted')
  if (!drafted) throw new Error(`authorisation ${row.id} was never drafted`)
  const [agreed, refused] = [stepOf(row, 'agreed'), stepOf(row, 'refused')]
  const [uploaded, withdrawn] = [stepOf(row, 'uploaded'), stepOf(row, 'withdrawn')]
  const carriedMs = row.carried_ms === null ? null : Number(row.carried_ms)
  const steps = {
    isRefused: refused !== null,
    isWithdrawn: withdrawn !== null,
    isAgreed: agreed !== null,
    isSigned: uploaded !== null,
    isCarried: carriedMs !== null,
    untilDay: row.until_day,
  }
  return {
    id: row.id,
    revision: Number(row.revision),
    state: stateOfCheck(steps, today),
    agencyId: row.agency_id,
    hostId: hostId.parse(row.host_id),
    content: deviceCheckAuthorisation.parse(JSON.parse(row.content)),
    entryIds: entryIds.parse(JSON.parse(row.entry_ids)),
    file: row.file,
    drafted,
    agreed,
    refused,
    uploaded,
    withdrawn,
    carriedMs,
  }
}

type StepName = 'drafted' | 'agreed' | 'refused' | 'uploaded' | 'withdrawn'

function stepOf(row: Row, name: StepName): Step | null {
  const [by, atMs] = [row[`${name}_by`], row[`${name}_ms`]]
  if (by === null || atMs === null) return null
  return { by, atMs: Number(atMs), reason: row[`${name}_reason`] }
}
