import { randomUUID } from 'node:crypto'
import type { Store } from '#collector/deps.ts'
import { canonicalJson } from '#protocol/delta.ts'
import { vietnamTime } from '#protocol/device-checks.ts'
import type { HostId } from '#protocol/values.ts'
import { readAuthorisations } from '#store/device-checks/authorisations.ts'
import { draft } from '#store/device-checks/draft.ts'
import { agree, upload } from '#store/device-checks/steps.ts'
import { reviewDevice } from '#store/devices/review-device.ts'
import { writeEntries } from '#store/register/write-entries.ts'
import { seededNowMs, type SeededProvince } from '#tests/support/seed.ts'
import { ownKeys, signedText } from './made-authorisation.ts'

export const cameraMac = '00:40:8c:12:34:56'
const byAt = (nowMs: number) => ({ actor: 'user test', author: 'test', address: null, nowMs })

/** A camera that is declared and under review; its entry. */
export async function putCamera(store: Store, agencyId: string, nowMs: number): Promise<string> {
  const { db, engine } = store
  const body = {
    code: 'CAM-1',
    kind: 'camera' as const,
    vendor: 'Lab',
    model: null,
    address: '192.168.1.40',
    mac: cameraMac,
    place: null,
    owner: null,
    state: 'in-use' as const,
    stateReason: null,
  }
  const entry = { kind: 'device' as const, agencyId, fromDay: '2026-01-01', evidence: null, body }
  const by = byAt(nowMs)
  const writing = { ...by, importId: null, newId: randomUUID }
  const [entryId = ''] = await db
    .transaction()
    .execute((trx) =>
      writeEntries(trx, engine, { ...writing, drafts: [{ ...entry, entryId: null }] }),
    )
  const review = { status: 'under-review' as const, answers: {}, note: null, owner: null }
  const wanted = { ...review, dueDay: null, entryId, expectedRevision: 0 }
  await db.transaction().execute((trx) => reviewDevice(trx, engine, { wanted, scope: 'all', by }))
  return entryId
}

type Asked = {
  readonly agencyId: string
  readonly hostId: HostId
  /** Null: no device, which ends the checks of that host. */
  readonly entryId: string | null
  readonly port: number
  readonly nowMs: number
  /** All of the day, where nothing else is said. */
  readonly window?: { readonly from: number; readonly until: number }
}

/** An authorisation for the camera that was drafted, agreed to, signed and taken; good for all of today. */
export async function authorise(store: Store, asked: Asked) {
  const { db, engine } = store
  const { agencyId, hostId, entryId, port, nowMs } = asked
  const by = byAt(nowMs)
  const id = randomUUID()
  const text = {
    agencyId,
    hostId,
    document: 'Kế hoạch 12/KH-UBND',
    approvedBy: 'Giám đốc Sở',
    subnet: '192.168.1.0/24',
    untilDay: vietnamTime(nowMs).day,
    window: asked.window ?? { from: 0, until: 1440 },
    attemptsADay: 1,
    devices:
      entryId === null ? [] : [{ entryId, protocol: 'http' as const, port, certificate: null }],
  }
  const wanted = { id, scope: 'all' as const }
  const inOne = (step: (trx: typeof db) => Promise<void>) => db.transaction().execute(step)
  await inOne((trx) => draft(trx, text, { engine, id, scope: 'all', by }))
  const yes = { ...wanted, expectedRevision: 1, isAgreed: true, reason: null, forAgency: agencyId }
  await inOne((trx) => agree({ trx, engine }, yes, by))
  const [agreed] = await readAuthorisations(db, { ...wanted, today: text.untilDay })
  const content = canonicalJson(agreed?.content)
  const signed = { ...wanted, expectedRevision: 2, file: signedText(content), keys: ownKeys }
  await inOne((trx) => upload({ trx, engine }, signed, by))
  return { id, content, file: signed.file, sequence: agreed?.content.sequence ?? 0 }
}

/** An authorisation, and what came of its refused camera before. */
export async function checkedOf(
  store: Store,
  ids: SeededProvince & { device: string },
): Promise<void> {
  const { health: agencyId, hosts, device } = ids
  const hostId = hosts.find((one) => one.agencyId === agencyId)?.id
  if (!hostId) throw new Error('no host of the department of health')
  const asked = { agencyId, hostId, entryId: null, port: 80, nowMs: seededNowMs }
  const { id } = await authorise(store, asked)
  const result = { verdict: 'default' as const, rule: 'hikvision-camera' }
  const mac = '00:40:8c:12:34:56'
  await store.db
    .insertInto('device_check_result')
    .values({
      host_id: hostId,
      mac,
      checked_ms: seededNowMs,
      authorisation_id: id,
      agency_id: agencyId,
      entry_id: device,
      checked_as: JSON.stringify({ kind: 'camera', vendor: 'Hikvision', model: null, mac }),
      received_ms: seededNowMs,
      rules: '1',
      attempts: 1,
      verdict: result.verdict,
      result: JSON.stringify(result),
    })
    .execute()
}
