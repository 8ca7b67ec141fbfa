import { createHash } from 'node:crypto'
import { vietnamTime, type DeviceCheckAuthorisation } from '#protocol/device-checks.ts'
import type { EpochMs } from '#protocol/values.ts'

type Looks = {
  readonly nowMs: EpochMs
  /** The day on which a device was looked at last; null: never. */
  lookedOn(mac: string): string | null
}

/**
 * The device whose turn it is; null: none. Each has its own minute of the window every day, so that neither all devices
 * of a LAN nor all agents of a province are asked together, and is looked at once a day.
 */
export function dueDevice(
  { hostId, issuedOn, untilDay, window, devices }: DeviceCheckAuthorisation,
  { nowMs, lookedOn }: Looks,
): string | null {
  const { day, minute } = vietnamTime(nowMs)
  if (day < issuedOn || day > untilDay) return null
  if (minute < window.from || minute >= window.until) return null
  const due = devices.find(({ mac }) => {
    const own = window.from + spread(`${hostId} ${mac} ${day}`, window.until - window.from)
    return minute >= own && lookedOn(mac) !== day
  })
  return due?.mac ?? null
}

/** A whole number from 0 to below `length`, the same for the same text. */
function spread(text: string, length: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) % length
}
