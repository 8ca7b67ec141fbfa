import { z } from 'zod'
import { deviceCheckFrameFileMax, deviceCheckReport } from '#protocol/device-checks.ts'
import { readStored, writeDurably } from '../data-folder.ts'

/** Results that no collector has settled yet; of more the oldest is let go. */
const resultsMax = 256
const devicesMax = 512

const keptResult = z.strictObject({
  number: z.int().min(1),
  /** The sequence of the text under which it was done. */
  authorisation: z.int().min(1),
  report: deviceCheckReport,
})
export type KeptResult = z.infer<typeof keptResult>

const keptFile = z.strictObject({
  version: z.literal(1),
  /** The province has stopped all checks; so it stays until it is told otherwise. */
  isStopped: z.boolean(),
  /** The signed text as it came; null: there is none. */
  file: z.string().max(deviceCheckFrameFileMax).nullable(),
  /** The day on which a device was looked at last, by hardware address. */
  looked: z.record(z.string(), z.iso.date()),
  nextNumber: z.int().min(1),
  results: z.array(keptResult),
})
type Kept = z.infer<typeof keptFile>

const nothing: Kept = {
  version: 1,
  isStopped: false,
  file: null,
  looked: {},
  nextNumber: 1,
  results: [],
}

/** What this host was told about checks of devices, and what it has to tell; all of it is on the disk. */
export type KeptOrders = {
  isStopped(): boolean
  file(): string | null
  lookedOn(mac: string): string | null
  /** The oldest result that is not settled; null: none. */
  nextResult(): KeptResult | null
  /** @throws Refusal DATA_DIR_NOT_WRITABLE, as do all below */
  keepTold(told: { readonly isStopped: boolean; readonly file: string | null }): void
  /** Written before a device is looked at, so that a look that never ended is not begun again that day. */
  keepLook(mac: string, day: string): void
  keepResult(result: Omit<KeptResult, 'number'>): void
  settle(number: number): void
}

/** Opens what is kept. A damaged file is as one that says stop: nothing is looked at until a collector tells again. */
export function openKeptOrders(path: string): KeptOrders {
  const stored = readStored(path, keptFile)
  let held: Kept = stored === 'damaged' ? { ...nothing, isStopped: true } : (stored ?? nothing)
  const keep = (change: Partial<Kept>) => {
    const next = { ...held, ...change }
    writeDurably(path, JSON.stringify(next))
    held = next
  }
  return {
    isStopped: () => held.isStopped,
    file: () => held.file,
    lookedOn: (mac) => held.looked[mac] ?? null,
    nextResult: () => held.results[0] ?? null,
    keepTold({ isStopped, file }) {
      if (isStopped !== held.isStopped || file !== held.file) keep({ isStopped, file })
    },
    keepLook(mac, day) {
      const { [mac]: _before, ...others } = held.looked
      keep({
        looked: Object.fromEntries([...Object.entries(others), [mac, day]].slice(-devicesMax)),
      })
    },
    keepResult(result) {
      const { nextNumber: number } = held
      const results = [...held.results, { ...result, number }].slice(-resultsMax)
      keep({ results, nextNumber: number + 1 })
    },
    settle(number) {
      const results = held.results.filter((one) => one.number !== number)
      if (results.length < held.results.length) keep({ results })
    },
  }
}
