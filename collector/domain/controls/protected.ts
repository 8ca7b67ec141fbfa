import { both, currentOf, judgeProducts, runningOf } from '../antivirus.ts'
import type { Control } from '../control.ts'
import { because } from '../judgement.ts'

/**
 * Does one and the same antivirus both run and have young signatures? Its licence does not matter.
 * Source: dispatch 1670/UBND-THCB, "Có giải pháp phòng, chống virus, mã độc bảo vệ".
 */
export const isProtected = {
  id: 'protected',
  reads: ['antivirus'],
  judge: (host, context, nowMs) =>
    judgeProducts({ host, context, nowMs }, (product, observedAtMs) =>
      both(
        runningOf(product),
        currentOf(product, context, { nowMs, observedAtMs }),
        because('av-protected', { product: product.name }),
      ),
    ),
} as const satisfies Control
