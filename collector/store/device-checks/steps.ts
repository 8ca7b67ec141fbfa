import { differenceOf } from '#domain/device-checks.ts'
import { dayOf } from '#domain/register.ts'
import { canonicalJson } from '#protocol/delta.ts'
import {
  deviceCheckAuthorisation,
  deviceCheckFrameFileMax,
  deviceCheckLimits,
  deviceCheckMessage,
  vietnamTime,
  type DeviceCheckAuthorisation,
} from '#protocol/device-checks.ts'
import { Refusal } from '#protocol/refusals.ts'
import { splitSignedLines } from '#protocol/signed-lines.ts'
import { recordAudit, type Actor } from '../audit.ts'
import { holdTable, requireRevision } from '../expected-revision.ts'
import type { Engine } from '../engine.ts'
import type { Scope } from '../population.ts'
import type { Db, Schema } from '../schema.ts'
import { isSignedByOne } from '../signature.ts'
import { readAuthorisations, type StoredAuthorisation } from './authorisations.ts'

/** Which authorisation, as the screen showed it. */
export type Wanted = {
  readonly id: string
  readonly expectedRevision: number
  readonly scope: Scope
}
type Answer = {
  readonly isAgreed: boolean
  readonly reason: string | null
  readonly forAgency: string | null
}
type Place = { readonly trx: Db; readonly engine: Engine }
type By = Actor & { readonly author: string }

/**
 * Agrees for the agency, with who and when in what will be signed, or refuses. `forAgency`: whose head it is; that of
 * an agency above it sees it and does not answer for its devices.
 * @throws Refusal NOT_ALLOWED, DEVICE_CHECK_NOT_FOUND, CHANGED_MEANWHILE, DEVICE_CHECK_NOT_AT_STEP, DEVICE_CHECK_EXPIRED,
 *   DEVICE_CHECK_REASON_MISSING
 */
export async function agree(
  place: Place,
  { isAgreed, reason, forAgency, ...wanted }: Wanted & Answer,
  by: By,
): Promise<void> {
  const before = await standing(place, wanted, { by, from: ['draft'] })
  if (before.agencyId !== forAgency) throw new Refusal('NOT_ALLOWED')
  if (!isAgreed && reason === null) throw new Refusal('DEVICE_CHECK_REASON_MISSING')
  const { day, minute } = vietnamTime(by.nowMs)
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((part) =>
    String(part).padStart(2, '0'),
  )
  const agreedBy = `${by.author}, ${day} ${hours}:${minutes}`
  const step = isAgreed ? 'agreed' : 'refused'
  const content = isAgreed ? { content: canonicalJson({ ...before.content, agreedBy }) } : {}
  await take(place, before, { step, reason, by, set: content })
}

/**
 * Takes the signed text, if it is what the agency agreed to, and one of the keys has signed it.
 * @throws Refusal DEVICE_CHECK_NOT_FOUND, CHANGED_MEANWHILE, DEVICE_CHECK_NOT_AT_STEP, DEVICE_CHECK_EXPIRED,
 *   DEVICE_CHECK_NO_KEY, DEVICE_CHECK_NOT_SIGNED, DEVICE_CHECK_SIGNED_OTHERWISE, DEVICE_CHECK_OLDER
 */
export async function upload(
  place: Place,
  { file, keys, ...wanted }: Wanted & { file: string; keys: readonly string[] },
  by: By,
): Promise<void> {
  const before = await standing(place, wanted, { by, from: ['agreed'] })
  if (keys.length === 0) throw new Refusal('DEVICE_CHECK_NO_KEY')
  const text = file.replaceAll('\r\n', '\n')
  const signed = signedContent(text, keys)
  const detail = differenceOf(before.content, signed.content)
  if (detail !== null || signed.text !== canonicalJson(before.content)) {
    throw new Refusal('DEVICE_CHECK_SIGNED_OTHERWISE', { detail: detail ?? 'JSON' })
  }
  const { sequence } = before.content
  const today = dayOf(by.nowMs)
  const others = await readAuthorisations(place.trx, {
    scope: 'all',
    today,
    hostId: before.hostId,
  })
  const held = Math.max(0, ...others.map((one) => (one.uploaded ? one.content.sequence : 0)))
  if (held > sequence) throw new Refusal('DEVICE_CHECK_OLDER', { held, sequence })
  await take(place, before, { step: 'uploaded', reason: null, by, set: { file: text } })
}

/**
 * Takes an authorisation back, at whatever step before its end.
 * @throws Refusal DEVICE_CHECK_NOT_FOUND, CHANGED_MEANWHILE, DEVICE_CHECK_NOT_AT_STEP
 */
export async function withdraw(
  place: Place,
  { reason, ...wanted }: Wanted & { reason: string },
  by: By,
): Promise<void> {
  const from = ['draft', 'agreed', 'signed', 'carried'] as const
  const before = await standing(place, wanted, { by, from })
  await take(place, before, { step: 'withdrawn', reason, by, set: {} })
}

/** A frame writes a quotation mark as two bytes. @throws Refusal DEVICE_CHECK_TOO_WIDE */
export function refuseTooLong(content: DeviceCheckAuthorisation): void {
  const signatureBytes = 90
  const bytes = Buffer.byteLength(JSON.stringify(canonicalJson(content))) + signatureBytes
  if (bytes > deviceCheckFrameFileMax) {
    throw new Refusal('DEVICE_CHECK_TOO_WIDE', { detail: `devices: ${bytes} B` })
  }
}

function signedContent(file: string, keys: readonly string[]) {
  const lines = splitSignedLines(file, deviceCheckLimits.fileCharactersMax)
  if (lines === null || !isSignedByOne(lines, deviceCheckMessage, keys)) {
    throw new Refusal('DEVICE_CHECK_NOT_SIGNED')
  }
  const parsed = deviceCheckAuthorisation.safeParse(jsonOf(lines.content))
  if (parsed.success) return { content: parsed.data, text: lines.content }
  const detail = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new Refusal('DEVICE_CHECK_TOO_WIDE', { detail })
}

type At = { readonly by: By; readonly from: readonly StoredAuthorisation['state'][] }

async function standing(
  { trx, engine }: Place,
  { id, expectedRevision, scope }: Wanted,
  { by, from }: At,
): Promise<StoredAuthorisation> {
  await holdTable(trx, engine, 'device_check_authorisation')
  const [found] = await readAuthorisations(trx, { scope, today: dayOf(by.nowMs), id })
  if (!found) throw new Refusal('DEVICE_CHECK_NOT_FOUND', { id })
  const { drafted, agreed, refused, uploaded, withdrawn } = found
  const last = withdrawn ?? uploaded ?? refused ?? agreed ?? drafted
  requireRevision({ ...last, revision: found.revision }, expectedRevision)
  if (found.state === 'expired') {
    const day = found.content.untilDay.split('-').reverse().join('/')
    throw new Refusal('DEVICE_CHECK_EXPIRED', { day })
  }
  if (!from.includes(found.state)) throw new Refusal('DEVICE_CHECK_NOT_AT_STEP')
  return found
}

type Taken = {
  readonly step: 'agreed' | 'refused' | 'uploaded' | 'withdrawn'
  readonly reason: string | null
  readonly by: By
  readonly set: { readonly content?: string; readonly file?: string }
}

const actions = {
  agreed: 'agree-device-check',
  refused: 'refuse-device-check',
  uploaded: 'upload-device-check',
  withdrawn: 'withdraw-device-check',
} as const

async function take(
  { trx }: Place,
  { id, state, revision }: StoredAuthorisation,
  { step, reason, by, set }: Taken,
): Promise<void> {
  const { author, actor, address, nowMs: atMs } = by
  const columns: Partial<Schema['device_check_authorisation']> = {
    ...set,
    revision: revision + 1,
    [`${step}_by`]: author,
    [`${step}_ms`]: atMs,
    [`${step}_reason`]: reason,
  }
  await trx.updateTable('device_check_authorisation').set(columns).where('id', '=', id).execute()
  const said = { actor, address, atMs, action: actions[step], subject: id }
  await recordAudit(trx, { ...said, before: { state }, after: { state: afterOf[step], reason } })
}

const afterOf = {
  agreed: 'agreed',
  refused: 'not-agreed',
  uploaded: 'signed',
  withdrawn: 'withdrawn',
} as const

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
