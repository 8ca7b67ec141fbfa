import type { Store } from '#collector/deps.ts'
import type { RouteName } from '#protocol/routes.ts'
import { seededNowMs } from '#tests/support/seed.ts'
import { declareLan, seenDevices, tellNeighbours } from '#tests/support/seen-neighbours.ts'

/** Sets a device that a machine of an agency has seen aside, and takes that back. */
export async function walkNeighbours(
  store: Store,
  agencyId: string,
  walk: (name: RouteName, sent: { readonly body: object }) => Promise<{ json(): unknown }>,
): Promise<void> {
  await declareLan(store, agencyId)
  const { id: host } = await store.db
    .selectFrom('host')
    .select('id')
    .where('agency_id', '=', agencyId)
    .executeTakeFirstOrThrow()
  await tellNeighbours(store, { host, seen: seenDevices, atMs: seededNowMs, sequence: 20 })
  const camera = { agencyId, mac: '44:47:cc:0a:0b:0c' }
  const aside = { ...camera, reason: 'của nhà mạng', expectedRevision: 0 }
  const answer = (await walk('ignoreNeighbour', { body: aside })).json() as { revision: number }
  const back = { ...camera, reason: null, expectedRevision: answer.revision }
  await walk('ignoreNeighbour', { body: back })
}
