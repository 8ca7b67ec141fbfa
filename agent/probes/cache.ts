import type { PendingUpdates } from './patches/apt-updates.ts'

/** Remembers one value under a stamp of what it was computed from; a newer stamp replaces it. */
export type Remembered<T> = {
  get(stamp: string): T | undefined
  set(stamp: string, value: T): void
}

/** What probes may keep between two looks of the same agent: one value each, so it cannot grow. */
export type ProbeCache = { readonly pendingUpdates: Remembered<PendingUpdates> }

/** An empty cache; the running agent makes one and passes it with every look. */
export function createProbeCache(): ProbeCache {
  return { pendingUpdates: rememberOne() }
}

function rememberOne<T>(): Remembered<T> {
  let held: { stamp: string; value: T } | null = null
  return {
    get: (stamp) => (held?.stamp === stamp ? held.value : undefined),
    set: (stamp, value) => {
      held = { stamp, value }
    },
  }
}
