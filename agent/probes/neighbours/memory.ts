import { z } from 'zod'
import { makersMac, neighbourKeptDays } from '#protocol/facts/neighbours.ts'
import { dayMs } from '#protocol/facts/spec.ts'
import { isWithinNetworks } from '#protocol/networks.ts'
import type { EpochMs } from '#protocol/values.ts'
import { tryToKeep, readKept, writeWhole } from '../../data-folder.ts'
import { byCodeUnit } from '../text.ts'
import type { RawNeighbour } from './neighbour.ts'

const heldMax = 4_096

const stored = z.object({
  version: z.literal(1),
  neighbours: z
    .array(
      z.object({
        mac: makersMac,
        address: z.string().max(45),
        isGateway: z.boolean(),
        seenMs: z.int(),
      }),
    )
    .max(heldMax),
})
type Held = z.infer<typeof stored>['neighbours'][number]

/** Which neighbours were seen of late, so that one who sleeps at night is not news twice a day. */
export type NeighbourMemory = {
  /** All of late with those of now, each MAC once, by MAC; who is outside of the networks is forgotten. */
  merge(
    rows: readonly RawNeighbour[],
    at: { readonly nowMs: EpochMs; readonly networks: readonly string[] },
  ): readonly RawNeighbour[]
}

/** The memory in a file that its owner alone may read; null: of this process alone. A damaged file is begun anew. */
export function openNeighbourMemory(file: string | null): NeighbourMemory {
  let held: readonly Held[] = file === null ? [] : (readKept(file, stored)?.neighbours ?? [])
  return {
    merge: (rows, { nowMs, networks }) => {
      const sinceMs = nowMs - neighbourKeptDays * dayMs
      const isOfLate = ({ address, seenMs }: Held) =>
        seenMs > sinceMs && seenMs <= nowMs && isWithinNetworks(address, networks)
      const merged = new Map(held.filter(isOfLate).map((one) => [one.mac, one]))
      for (const [mac, own] of Map.groupBy(rows, (row) => row.mac)) {
        const [first] = own.toSorted((left, right) => byAddress(left.address, right.address))
        if (!first) continue
        const isGateway = own.some((row) => row.isGateway)
        merged.set(mac, { mac, address: first.address, isGateway, seenMs: nowMs })
      }
      held = [...merged.values()]
        .toSorted((left, right) => right.seenMs - left.seenMs || byCodeUnit(left.mac, right.mac))
        .slice(0, heldMax)
        .toSorted((left, right) => byCodeUnit(left.mac, right.mac))
      if (file !== null) write(file, held)
      return held.map(({ mac, address, isGateway }) => ({ mac, address, isGateway }))
    },
  }
}

/** IPv4 before IPv6, which a device has several of. */
function byAddress(left: string, right: string): number {
  const family = Number(left.includes(':')) - Number(right.includes(':'))
  return family || byCodeUnit(left, right)
}

/** A full disk costs a neighbour or two of late, and nothing else. */
function write(file: string, neighbours: readonly Held[]): void {
  tryToKeep(() => writeWhole(file, JSON.stringify({ version: 1, neighbours })))
}
