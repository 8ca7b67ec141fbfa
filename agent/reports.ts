import { encodeReport } from '#protocol/frames.ts'
import { limits } from '#protocol/limits.ts'
import type { Confirmed, OutgoingReading, OutgoingReport } from './session.ts'

/** Room for what is only known at sending: sequence, times. */
const reserveBytes = 1024
/** As many as the header of a report may name. */
export const readingsPerReportMax = 32

/**
 * Packs readings into as few reports as fit the limits of a frame, in their order; what is only confirmed
 * goes with the last of them. Nothing to say gives no report.
 */
export function packReports(
  readings: readonly OutgoingReading[],
  confirmed: Confirmed,
  readingsMax: number,
): OutgoingReport[] {
  const packs: OutgoingReading[][] = []
  for (const reading of readings) {
    const pack = packs.at(-1)
    const isRoom = pack && pack.length < readingsMax
    if (isRoom && bytesOf([...pack, reading], confirmed) <= limits.frameBytesMax - reserveBytes) {
      pack.push(reading)
    } else {
      packs.push([reading])
    }
  }
  const last = packs.pop() ?? []
  const reports = packs.map((pack) => ({ readings: pack, confirmed: {} }))
  const isNothing = last.length === 0 && Object.keys(confirmed).length === 0
  return isNothing ? [] : [...reports, { readings: last, confirmed }]
}

function bytesOf(readings: readonly OutgoingReading[], confirmed: Confirmed): number {
  return Buffer.byteLength(encodeReport({ readings, confirmed, sequence: 1, sentAtMs: 1 }))
}
