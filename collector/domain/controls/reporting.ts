import { probeIds } from '#protocol/facts/registry.ts'
import type { Control } from '../control.ts'
import { because, met, unmet } from '../judgement.ts'

/** Has this machine ever reported? That it still does is decided by silence, see silence.ts. */
export const reporting = {
  id: 'reporting',
  reads: probeIds,
  judge(host) {
    const hasReported = probeIds.some((id) => host[id] !== undefined)
    return hasReported ? met(because('reporting')) : unmet('medium', because('reporting-never'))
  },
} as const satisfies Control
