import { judgeProducts, runningOf } from '../antivirus.ts'
import type { Control } from '../control.ts'
import { because, evidenceMax } from '../judgement.ts'

/** Does an antivirus check files when they are used? */
export const antivirusRunning = {
  id: 'antivirus-running',
  reads: ['antivirus'],
  judge(host, { antivirusProducts }, nowMs) {
    const judgement = judgeProducts(host, nowMs, runningOf)
    const reading = host.antivirus?.reading
    if (reading?.state !== 'known') return judgement
    const unlisted = reading.facts.products
      .filter(({ product }) => !antivirusProducts.some(({ id }) => id === product))
      .map(({ name }) => because('av-not-in-catalogue', { product: name }))
    return { ...judgement, evidence: [...judgement.evidence, ...unlisted].slice(0, evidenceMax) }
  },
} as const satisfies Control
