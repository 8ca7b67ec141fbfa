import { sql } from 'kysely'
import { z } from 'zod'
import type { AgencyState } from '#domain/frozen.ts'
import type { ShareInput } from '#domain/sharing.ts'
import { readingSchemas } from '#protocol/facts/registry.ts'
import type { Db } from '../schema.ts'
import type { StateMoment } from '../snapshots/moment.ts'

/** What names of malware are made of; anything else is counted under `other` and its text stays here. */
const familyName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.:_!/-]{0,119}$/)

/**
 * How often each family was recorded by the antivirus products of an agency, as far as it was known then. Products
 * tell of the last 30 days. An agency of which no record could be read is absent: nobody looked.
 */
export async function readDetections(
  db: Db,
  agencies: readonly AgencyState[],
  { cutOffMs, knownMs }: StateMoment,
): Promise<ShareInput['detections']> {
  const { rows } = await sql<{ hostId: string; body: string }>`
    select f.host_id as "hostId", f.body as "body" from fact f
    join (
      select max(id) as id from fact
      where probe = 'malware' and from_ms <= ${cutOffMs} and received_ms <= ${knownMs}
      group by host_id) newest on newest.id = f.id and f.probe = 'malware'`.execute(db)
  const agencyOf = new Map(
    agencies.flatMap(({ id, part }) => part.hosts.map((host): [string, string] => [host.id, id])),
  )
  const counts = new Map<string, Map<string, number>>()
  for (const { hostId, body } of rows) {
    const agencyId = agencyOf.get(hostId)
    const families = agencyId === undefined ? null : familiesIn(body)
    if (agencyId === undefined || families === null) continue
    const own = counts.get(agencyId) ?? new Map<string, number>()
    for (const family of families) own.set(family, (own.get(family) ?? 0) + 1)
    counts.set(agencyId, own)
  }
  return new Map(
    [...counts].map(([agencyId, own]) => [
      agencyId,
      [...own]
        .map(([family, detections]) => ({ family, detections }))
        .toSorted((left, right) => (left.family < right.family ? -1 : 1)),
    ]),
  )
}

/** Null: no record of a product could be read. */
function familiesIn(body: string): string[] | null {
  const reading = readingSchemas.malware.parse(JSON.parse(body))
  if (reading.state !== 'known') return null
  const { records, detections } = reading.facts
  if (!records.some(({ isRead }) => isRead === true)) return null
  return detections.map(({ threat }) => familyName.safeParse(threat).data ?? 'other')
}
