import { currentOf, judgeProducts } from '../antivirus.ts'
import type { Control } from '../control.ts'

/** Are the signatures of an installed antivirus young enough? */
export const antivirusCurrent = {
  id: 'antivirus-current',
  reads: ['antivirus'],
  judge: (host, context, nowMs) =>
    judgeProducts({ host, context, nowMs }, (product, observedAtMs) =>
      currentOf(product, context, { nowMs, observedAtMs }),
    ),
} as const satisfies Control
