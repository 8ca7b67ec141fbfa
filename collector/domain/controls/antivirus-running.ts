import { judgeProducts, runningOf } from '../antivirus.ts'
import type { Control } from '../control.ts'
import { installedProducts } from '../installed-products.ts'
import { because, evidenceMax } from '../judgement.ts'

/** Does an antivirus check files when they are used? */
export const antivirusRunning = {
  id: 'antivirus-running',
  reads: ['antivirus'],
  judge(host, context, nowMs) {
    const judgement = judgeProducts({ host, context, nowMs }, runningOf)
    const reading = host.antivirus?.reading
    if (reading?.state !== 'known') return judgement
    const unlisted = installedProducts(reading.facts.products, context)
      .filter(({ row }) => row === null)
      .map(({ name }) => because('av-not-in-catalogue', { product: name }))
    return { ...judgement, evidence: [...judgement.evidence, ...unlisted].slice(0, evidenceMax) }
  },
} as const satisfies Control
