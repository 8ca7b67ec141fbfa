import { createHash } from 'node:crypto'
import { canonicalJson } from '#protocol/delta.ts'
import {
  deviceCheckAuthorisation,
  deviceCheckLimits,
  deviceCheckMessage,
  isPrivate,
  vietnamTime,
  type CheckedDevice,
  type DeviceCheckAuthorisation,
  type NotCheckedReason,
} from '#protocol/device-checks.ts'
import { isWithinNetworks } from '#protocol/networks.ts'
import { splitSignedLines } from '#protocol/signed-lines.ts'
import type { EpochMs, HostId } from '#protocol/values.ts'
import { signerOf } from '../signature.ts'
import type { Ledger } from './ledger.ts'

/** What this machine knows of itself, by which it judges what it is told to do. */
export type Here = {
  readonly hostId: HostId
  /** Raw Ed25519 public keys, base64url. None: nothing is ever checked. */
  readonly keys: readonly string[]
  /** The networks that its own cards are in, and its addresses there. */
  readonly networks: readonly string[]
  readonly addresses: readonly string[]
  readonly nowMs: EpochMs
  readonly ledger: Ledger
}

export type Admitted = {
  readonly device: CheckedDevice
  readonly attemptsADay: number
}

/**
 * Whether this machine may ask this device now, whoever brought the text. Everything that widens it is refused: who has
 * not signed, another agent, another subnet, an earlier text, a day that is over.
 */
export function admit(file: string, mac: string, here: Here): Admitted | NotCheckedReason {
  const authorisation = readAuthorisation(file, here)
  if (typeof authorisation === 'string') return authorisation
  const device = authorisation.devices.find((each) => each.mac === mac)
  if (device === undefined) return 'not-listed'
  const refusal = refusalOfPlace(device, authorisation, here) ?? refusalOfTime(authorisation, here)
  return refusal ?? { device, attemptsADay: authorisation.attemptsADay }
}

/** The text of a signed file for this host; null: it is none that this host believes. What was taken before is not looked at. */
export function trustedText(
  file: string,
  here: Pick<Here, 'hostId' | 'keys'>,
): DeviceCheckAuthorisation | null {
  const read = believed(file, here)
  return typeof read === 'string' ? null : read.text
}

/**
 * Takes the text of a signed file as the newest, so that none before it is believed again; false: it is none that this
 * host believes, or a later one was taken. @throws Refusal DATA_DIR_NOT_WRITABLE
 */
export function takeText(file: string, here: Pick<Here, 'hostId' | 'keys' | 'ledger'>): boolean {
  return typeof readAuthorisation(file, here) !== 'string'
}

function readAuthorisation(
  file: string,
  here: Pick<Here, 'hostId' | 'keys' | 'ledger'>,
): DeviceCheckAuthorisation | NotCheckedReason {
  const read = believed(file, here)
  if (typeof read === 'string') return read
  const digest = createHash('sha256').update(read.content).digest('base64url')
  return here.ledger.takeSequence(read.text.sequence, digest) ? read.text : 'replayed'
}

type Believed = { readonly text: DeviceCheckAuthorisation; readonly content: string }

function believed(file: string, here: Pick<Here, 'hostId' | 'keys'>): Believed | NotCheckedReason {
  if (here.keys.length === 0) return 'no-key'
  const lines = splitSignedLines(file, deviceCheckLimits.fileCharactersMax)
  if (lines === null) return 'not-understood'
  if (signerOf(lines, deviceCheckMessage, here.keys) === null) return 'not-signed'
  const parsed = deviceCheckAuthorisation.safeParse(jsonOf(lines.content))
  if (!parsed.success || canonicalJson(parsed.data) !== lines.content) return 'not-understood'
  if (parsed.data.hostId !== here.hostId) return 'for-another-agent'
  return { text: parsed.data, content: lines.content }
}

/** The schema holds devices to the subnet that is signed; this holds that subnet to where this machine stands. */
function refusalOfPlace(
  { address }: CheckedDevice,
  { subnet }: DeviceCheckAuthorisation,
  { networks, addresses }: Here,
): NotCheckedReason | null {
  if (!isPrivate(address)) return 'not-private'
  if (addresses.includes(address)) return 'own-address'
  const isHere = addresses.some((own) => isWithinNetworks(own, [subnet]))
  const isBeside = networks.length > 0 && isWithinNetworks(address, networks)
  return isHere && isBeside ? null : 'outside-subnet'
}

function refusalOfTime(
  { issuedOn, untilDay, window }: DeviceCheckAuthorisation,
  { nowMs }: Here,
): NotCheckedReason | null {
  const { day, minute } = vietnamTime(nowMs)
  if (day < issuedOn) return 'not-yet'
  if (day > untilDay) return 'expired'
  return minute >= window.from && minute < window.until ? null : 'outside-window'
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
