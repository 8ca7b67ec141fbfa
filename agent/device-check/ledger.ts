import { join } from 'node:path'
import { z } from 'zod'
import { deviceCheckLimits, type NotCheckedReason } from '#protocol/device-checks.ts'
import { Refusal } from '#protocol/refusals.ts'
import { epochMs, type EpochMs } from '#protocol/values.ts'
import { dataFiles, readStored, writeDurably } from '../data-folder.ts'
import { acquireLock } from '../lock.ts'

const ledgerFile = z.strictObject({
  version: z.literal(1),
  /** Of the last authorisation that was taken, with the digest of its text. */
  sequence: z.int().min(0),
  content: z.string(),
  /** The latest moment that this ledger has seen. */
  latestMs: z.int(),
  devices: z.record(
    z.string(),
    z.strictObject({ attemptsMs: z.array(epochMs), restsUntilMs: epochMs.nullable() }),
  ),
})
type LedgerFile = z.infer<typeof ledgerFile>

const empty: LedgerFile = { version: 1, sequence: 0, content: '', latestMs: 0, devices: {} }

const dayMs = 24 * 3_600_000
/** Clocks are set a little back by the network all the time. */
const setBackMsMax = 5 * 60_000

/** What was tried, kept on the disk before it is tried. A device is known by its hardware address. */
export type Ledger = {
  /** Why this device may not be tried now; null: it may. */
  refusalOf(mac: string, limits: { nowMs: EpochMs; attemptsADay: number }): NotCheckedReason | null
  /** Writes an attempt down; once this is back, it counts, whatever happens next. @throws Refusal DATA_DIR_NOT_WRITABLE */
  writeAttempt(mac: string, nowMs: EpochMs): void
  /** Leaves a device alone for a week. @throws Refusal DATA_DIR_NOT_WRITABLE */
  writeRest(mac: string, nowMs: EpochMs): void
  /** Takes an authorisation of this sequence and text; false: a later one was taken, or another of the same number. */
  takeSequence(sequence: number, content: string): boolean
}

/**
 * Keeps others from the ledger of a data folder: two that read the same one would each find room for an attempt.
 * @returns what lets them at it again; null: somebody else holds it
 */
export function lockLedger(dataDir: string): (() => void) | null {
  try {
    return acquireLock(join(dataDir, dataFiles.deviceChecksLock))
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** A file that is missing is an empty ledger. One that is damaged is none, and nothing is tried by it. */
export function openLedger(path: string): Ledger | 'damaged' {
  const stored = readLedger(path)
  if (stored === 'damaged') return 'damaged'
  let held = stored
  const keep = (next: LedgerFile) => {
    writeDurably(path, JSON.stringify(next))
    held = next
  }
  const ofDevice = (mac: string) => held.devices[mac] ?? { attemptsMs: [], restsUntilMs: null }
  return {
    refusalOf(mac, { nowMs, attemptsADay }) {
      const { attemptsMs, restsUntilMs } = ofDevice(mac)
      const max = Math.min(attemptsADay, deviceCheckLimits.attemptsADayMax)
      if (nowMs < held.latestMs - setBackMsMax) return 'clock-set-back'
      if (restsUntilMs !== null && nowMs < restsUntilMs) return 'resting'
      const recent = attemptsMs.filter((atMs) => nowMs - atMs < dayMs)
      if (recent.length >= max) return 'attempted-today'
      const lately = nowMs - deviceCheckLimits.betweenAttemptsMs
      return recent.some((atMs) => atMs > lately) ? 'attempted-lately' : null
    },
    writeAttempt(mac, nowMs) {
      const { attemptsMs, restsUntilMs } = ofDevice(mac)
      const next = { attemptsMs: [...attemptsMs, nowMs], restsUntilMs }
      keep(pruned({ ...held, devices: { ...held.devices, [mac]: next } }, nowMs))
    },
    writeRest(mac, nowMs) {
      const restsUntilMs = nowMs + deviceCheckLimits.restAfterLockMs
      const next = { ...ofDevice(mac), restsUntilMs }
      keep(pruned({ ...held, devices: { ...held.devices, [mac]: next } }, nowMs))
    },
    takeSequence(sequence, content) {
      if (sequence < held.sequence) return false
      if (sequence === held.sequence) return content === held.content
      keep({ ...held, sequence, content })
      return true
    },
  }
}

function readLedger(path: string): LedgerFile | 'damaged' {
  try {
    return readStored(path, ledgerFile) ?? empty
  } catch (error) {
    if (error instanceof Refusal) return 'damaged'
    throw error
  }
}

/** Forgets what no limit looks at any more, so that the file does not grow. */
function pruned(file: LedgerFile, nowMs: EpochMs): LedgerFile {
  const devices = Object.entries(file.devices).flatMap(([mac, { attemptsMs, restsUntilMs }]) => {
    const recent = attemptsMs.filter((atMs) => nowMs - atMs < dayMs)
    const rests = restsUntilMs !== null && restsUntilMs > nowMs ? restsUntilMs : null
    if (recent.length === 0 && rests === null) return []
    return [[mac, { attemptsMs: recent, restsUntilMs: rests }] as const]
  })
  const latestMs = Math.max(file.latestMs, nowMs)
  return { ...file, latestMs, devices: Object.fromEntries(devices) }
}
