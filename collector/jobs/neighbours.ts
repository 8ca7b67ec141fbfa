import { refreshNeighbours, type VendorOf } from '#store/neighbours/refresh-neighbours.ts'
import type { Job, JobDeps } from './job.ts'

/** Takes over what machines tell of their networks, so that the register can say what was seen and who it is. */
export function neighbours(
  { store, now, events }: JobDeps,
  /** Reads the registry of MACs. */
  vendors: () => Promise<VendorOf>,
): Job {
  const run = async () => {
    const nowMs = now()
    const taken = await refreshNeighbours(store, { nowMs, vendors })
    if (taken > 0) events.publish({ kind: 'register-changed', atMs: nowMs })
  }
  return { id: 'neighbours', schedule: '*/10 * * * *', run }
}
