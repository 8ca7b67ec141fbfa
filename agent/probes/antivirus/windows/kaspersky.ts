import { isUnknown, unknown, type EpochMs, type Maybe } from '#protocol/values.ts'
import { unknownFrom } from '../../answers.ts'
import { fromUnixSeconds } from '../../windows/filetime.ts'
import { numberIn, type KeyAnswer } from '../../windows/registry.ts'
import { endOfDay } from '../labels.ts'
import { subscription } from '../reader.ts'
import { noDetails, placeAbsent, softwareKey, type Details, type DetailsReader } from './details.ts'

const versionsMax = 16
const dayMs = 86_400_000
const licenceDaysMax = 20_000

/**
 * Kaspersky keeps its dates under KasperskyLab\protected\<version>\Data.
 * Source: the values that GLPI Agent reads (LastSuccessfulUpdate in seconds since 1970, 4294967295:
 * never; LicDaysTillExpiration where LicKeyType is not 0). Not verified on a real machine.
 */
export const kaspersky: DetailsReader = async ({ system, nowMs }) => {
  const { path, answer } = await softwareKey(system, 'KasperskyLab\\protected')
  const source = 'registry KasperskyLab\\protected'
  if (!answer.ok) return failed(unknownFrom(answer, 'KasperskyLab'), source)
  const versions = answer.value?.subkeys.slice(0, versionsMax) ?? []
  const keys: KeyAnswer[] = []
  for (const version of versions) keys.push(await system.registryKey(`${path}\\${version}\\Data`))
  return { ...parseKaspersky(keys, nowMs), source }
}

function failed(why: Extract<Details['signaturesAtMs'], { state: string }>, source: string) {
  return { ...noDetails, signaturesAtMs: why, licence: why, source }
}

/** A version that was replaced leaves its key behind, so the newest update holds. */
function parseKaspersky(keys: readonly KeyAnswer[], nowMs: EpochMs): Details {
  const updates = keys.map((key) => ({ key, at: updateOf(key) }))
  const unread = updates.map(({ at }) => at).find((at) => isUnknown(at) && at !== placeAbsent)
  if (isUnknown(unread)) return failed(unread, '')
  const told = updates.filter(({ at }) => !isUnknown(at))
  const newest = told.sort((left, right) => orderOf(right.at) - orderOf(left.at))[0]
  if (newest === undefined) return { ...noDetails, signaturesAtMs: placeAbsent }
  const never = unknown('stale', 'its signatures were never updated')
  return {
    ...noDetails,
    signaturesAtMs: newest.at ?? never,
    isNeverUpdated: newest.at === null,
    licence: licenceOf(newest.key, nowMs),
  }
}

function orderOf(at: Maybe<EpochMs | null>): number {
  return typeof at === 'number' ? at : 0
}

/** Null: never. */
function updateOf(key: KeyAnswer): Maybe<EpochMs | null> {
  const seconds = numberIn(key, 'LastSuccessfulUpdate')
  if (isUnknown(seconds)) return seconds
  // An absent value is not "never": a version that keeps it elsewhere has none here.
  return seconds === null ? placeAbsent : fromUnixSeconds(seconds)
}

function licenceOf(key: KeyAnswer, nowMs: EpochMs): Details['licence'] {
  const kind = numberIn(key, 'LicKeyType')
  const days = numberIn(key, 'LicDaysTillExpiration')
  if (isUnknown(kind)) return kind
  if (isUnknown(days)) return days
  if (kind === null || kind === 0 || days === null) return placeAbsent
  if (days < 0 || days > licenceDaysMax) return unknown('not-understood', 'LicDaysTillExpiration')
  const untilMs = endOfDay(new Date(nowMs + days * dayMs).toISOString())
  return days === 0 ? subscription(null, false) : subscription(untilMs, true)
}
