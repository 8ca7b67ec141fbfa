import { sql, type RawBuilder } from 'kysely'
import { newPortDays } from '#protocol/host-query.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { OpenedPort } from '#protocol/views.ts'
import type { Db } from '../schema.ts'

const firstMsOf = (shownMs: EpochMs) => shownMs - newPortDays * dayMs

/** The condition that a port of host `p` began to listen in the last days before a moment, and listens then. */
export function hasNewPort(shownMs: EpochMs): RawBuilder<unknown> {
  return sql`p.id in (
    select o.host_id from port_change o where ${isNewAt(shownMs)})`
}

function isNewAt(shownMs: EpochMs): RawBuilder<unknown> {
  return sql`o.opened_ms > ${firstMsOf(shownMs)} and o.opened_ms <= ${shownMs}
    and (o.closed_ms is null or o.closed_ms > ${shownMs})`
}

/** The newly opened ports of one host, the newest first. */
export async function readOpenedPorts(
  db: Db,
  { hostId, shownMs }: { readonly hostId: string; readonly shownMs: EpochMs },
): Promise<OpenedPort[]> {
  const { rows } = await sql<Row>`
    select o.transport as transport, o.port as port, o.opened_ms as "openedMs",
      o.is_reopened as "isReopened"
    from port_change o where o.host_id = ${hostId} and ${isNewAt(shownMs)}
    order by o.opened_ms desc, o.transport, o.port`.execute(db)
  return rows.map((row) => ({ ...row, isReopened: row.isReopened === 1 }))
}

type Row = Omit<OpenedPort, 'isReopened'> & { isReopened: 0 | 1 }
