import { sql } from 'kysely'
import { dayOf } from '#domain/register.ts'
import { standingOf } from '#domain/devices.ts'
import { canonicalJson } from '#protocol/delta.ts'
import {
  authorisedDevice,
  deviceCheckAuthorisation,
  isPrivate,
  type CheckedDevice,
  type DeviceCheckAuthorisation,
} from '#protocol/device-checks.ts'
import { Refusal } from '#protocol/refusals.ts'
import type { EpochMs } from '#protocol/values.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { readDevices, type StoredDevice } from '../devices/read-devices.ts'
import { holdTable } from '../expected-revision.ts'
import type { Engine } from '../engine.ts'
import { isWithin, type Scope } from '../population.ts'
import type { Db } from '../schema.ts'
import { refuseTooLong } from './steps.ts'

type Named = Pick<CheckedDevice, 'protocol' | 'port' | 'certificate'> & { readonly entryId: string }

/** What somebody asks for; address and hardware address of a device are those of the register. */
export type WantedDraft = Pick<
  DeviceCheckAuthorisation,
  | 'agencyId'
  | 'hostId'
  | 'document'
  | 'approvedBy'
  | 'subnet'
  | 'untilDay'
  | 'window'
  | 'attemptsADay'
> & { readonly devices: readonly Named[] }

type Drafting = {
  readonly engine: Engine
  readonly id: string
  readonly scope: Scope
  readonly by: Actor & { readonly author: string }
}

/**
 * Drafts an authorisation; nothing comes of it until the agency has agreed and a key has signed.
 * @throws Refusal AGENCY_NOT_FOUND, DEVICE_CHECK_HOST_UNFIT, DEVICE_CHECK_DEVICE_UNFIT, DEVICE_CHECK_TOO_WIDE
 */
export async function draft(
  trx: Db,
  { devices: named, ...wanted }: WantedDraft,
  { engine, id, scope, by }: Drafting,
): Promise<void> {
  const { actor, address, author, nowMs } = by
  const { agencyId } = wanted
  await holdTable(trx, engine, 'device_check_authorisation')
  await requireHost(trx, wanted, scope)
  const issuedOn = dayOf(nowMs)
  const registered = await readDevices(trx, { scope, agencyId, today: issuedOn })
  const devices = named.map((one) => deviceOf(one, registered))
  const sequence = await nextSequence(trx, nowMs)
  const parsed = deviceCheckAuthorisation.safeParse({
    ...wanted,
    format: 'khien device checks',
    sequence,
    issuedOn,
    agreedBy: '-',
    devices,
  })
  if (!parsed.success) {
    const detail = parsed.error.issues[0]?.path.join('.') ?? ''
    throw new Refusal('DEVICE_CHECK_TOO_WIDE', { detail })
  }
  refuseTooLong(parsed.data)
  await trx
    .insertInto('device_check_authorisation')
    .values({
      id,
      sequence,
      agency_id: agencyId,
      host_id: wanted.hostId,
      content: canonicalJson(parsed.data),
      entry_ids: JSON.stringify(named.map(({ entryId }) => entryId)),
      until_day: wanted.untilDay,
      revision: 1,
      drafted_by: author,
      drafted_ms: nowMs,
    })
    .execute()
  const said = { actor, address, atMs: nowMs, action: 'draft-device-check', subject: id }
  const { document, hostId, subnet, untilDay } = wanted
  const after = { agencyId, hostId, document, subnet, untilDay, devices: devices.length, sequence }
  await recordAudit(trx, { ...said, after })
}

/** A device that an authorisation can name, with what the text says of it; null: it cannot. */
export function nameable(stored: StoredDevice) {
  const body = stored.versions.at(-1)?.body
  if (!body || body.state !== 'in-use' || body.address === null || body.mac === null) return null
  const { standing } = standingOf(body, stored.judgements.at(-1))
  if (standing !== 'under-review' && standing !== 'cleared') return null
  const { address, mac } = body
  const { shape } = authorisedDevice
  const isDevice = shape.address.safeParse(address).success && shape.mac.safeParse(mac).success
  return isDevice && isPrivate(address) ? { ...body, address, mac, standing } : null
}

function deviceOf({ entryId, ...asked }: Named, registered: readonly StoredDevice[]) {
  const stored = registered.find((one) => one.entryId === entryId)
  const found = stored && nameable(stored)
  if (!found) {
    const code = stored?.versions.at(-1)?.body.code
    throw new Refusal('DEVICE_CHECK_DEVICE_UNFIT', { device: code ?? entryId })
  }
  return { address: found.address, mac: found.mac, ...asked }
}

async function requireHost(
  trx: Db,
  { agencyId, hostId }: Pick<WantedDraft, 'agencyId' | 'hostId'>,
  scope: Scope,
): Promise<void> {
  if (!isWithin(scope, agencyId)) throw new Refusal('AGENCY_NOT_FOUND', { id: agencyId })
  const hosts = await checkingHosts(trx, agencyId)
  if (!hosts.some(({ id }) => id === hostId)) throw new Refusal('DEVICE_CHECK_HOST_UNFIT')
}

/** The machines of an agency that can check: those that run an agent. */
export async function checkingHosts(db: Db, agencyId: string) {
  return db
    .selectFrom('host')
    .select(['id', 'hostname', 'address'])
    .where('agency_id', '=', agencyId)
    .where('id', 'not in', (from) => from.selectFrom('script_machine').select('host_id'))
    .orderBy('search_folded')
    .execute()
}

/**
 * Minutes since 1970, or one more than the newest: a database that was restored does not give a number again that an
 * agent has seen.
 */
async function nextSequence(trx: Db, nowMs: EpochMs): Promise<number> {
  const { rows } = await sql<{ newest: number | null }>`
    select max(sequence) as newest from device_check_authorisation`.execute(trx)
  return Math.max(Number(rows[0]?.newest ?? 0) + 1, Math.floor(nowMs / 60_000))
}
