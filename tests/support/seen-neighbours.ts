import { createIngest } from '#collector/ingest.ts'
import type { Store } from '#collector/deps.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { hostId, type EpochMs } from '#protocol/values.ts'
import { refreshNeighbours } from '#store/neighbours/refresh-neighbours.ts'
import { writeEntries } from '#store/register/write-entries.ts'
import { randomUUID } from 'node:crypto'
import { jobsAt } from '#tests/collector/jobs/running-jobs.ts'
import { daysBefore, seededNowMs } from './seed.ts'

export type Seen = Facts<'neighbours'>['neighbours']
const lan = '192.168.1.0/24'

const vendors: Readonly<Record<string, string>> = {
  '44:47:cc': 'Hangzhou Hikvision Digital Technology Co.,Ltd.',
  'b4:2e:99': 'GIGA-BYTE TECHNOLOGY CO.,LTD.',
  '00:1b:a9': 'Brother Industries, LTD.',
}
/** Makers of the devices of tests. */
export const vendorOf = (mac: string) => vendors[mac.slice(0, 8)] ?? null

/** A camera, a computer without an agent and the way out. */
export const seenDevices: Seen = [
  { mac: '44:47:cc:0a:0b:0c', address: '192.168.1.20', isGateway: false },
  { mac: '50:d2:f5:01:02:03', address: '192.168.1.1', isGateway: true },
  { mac: 'b4:2e:99:00:00:09', address: '192.168.1.30', isGateway: false },
]

/** Declares the network of an agency in its register. */
export async function declareLan(
  { db, engine }: Store,
  agencyId: string,
  networks: readonly string[] = [lan],
): Promise<void> {
  const by = { actor: 'user lan', address: null, nowMs: daysBefore(30) }
  const body = {
    name: `LAN ${networks.join(' ')}`,
    place: null,
    hasBroadband: true,
    hasFirewall: true,
    firewallProduct: null,
    networks: [...networks],
  }
  const draft = { kind: 'lan', body, entryId: null, agencyId, fromDay: '2026-01-01' } as const
  await db.transaction().execute((trx) =>
    writeEntries(trx, engine, {
      ...by,
      drafts: [{ ...draft, evidence: null }],
      newId: randomUUID,
      importId: null,
    }),
  )
}

/** A host tells of its neighbours at a moment, through the real ingest, and they are taken over. */
export async function tellNeighbours(
  store: Store,
  told: {
    readonly host: string
    readonly seen: Seen
    readonly atMs: EpochMs
    readonly sequence: number
  },
): Promise<void> {
  const ingest = createIngest(jobsAt(store, told.atMs))
  const facts = { networks: [lan], neighbours: [...told.seen], total: told.seen.length }
  const reading = { state: 'known', facts } as const
  await ingest.submit({
    hostId: hostId.parse(told.host),
    session: 1,
    sequence: told.sequence,
    receivedMs: told.atMs,
    confirmed: {},
    readings: [
      { probe: 'neighbours', observedAtMs: told.atMs, reading, body: JSON.stringify(reading) },
    ],
  })
  await ingest.close()
  await refreshNeighbours(store, { nowMs: seededNowMs, vendors: async () => vendorOf })
}
