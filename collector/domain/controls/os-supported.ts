import type { Control } from '../control.ts'
import { because, met, notKnown, soonest, unmet } from '../judgement.ts'
import { look } from '../look.ts'
import { supportOf } from '../support.ts'

/** Does anybody still publish security updates for this release that this machine may have? */
export const osSupported = {
  id: 'os-supported',
  reads: ['os'],
  judge(host, { osSupport }, nowMs) {
    const seen = look('os', host, nowMs)
    if (seen.facts === null) return seen.judgement
    const { support, untilMs } = supportOf(seen.facts, osSupport, nowMs)
    const { kind, ...params } = support
    const behind = { untilMs: soonest([seen.untilMs, untilMs], nowMs) }
    switch (kind) {
      case 'standard':
        return met(because('os-supported', params), behind)
      case 'extended':
        return met(because('os-supported-extended', params), behind)
      case 'ended':
        return unmet('high', because('os-support-ended', params), behind)
      case 'program-unknown':
        return notKnown(because('os-support-program-unknown', params), behind)
      case 'not-in-catalogue':
        return notKnown(because('os-not-in-catalogue', params), behind)
    }
  },
} as const satisfies Control
