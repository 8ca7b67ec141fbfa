import { checkAndRecord } from '#store/audit/check.ts'
import type { Job, JobDeps } from './job.ts'

/** Proves the audit again each night, so that a broken chain is known the day after and not at the next inspection. */
export function auditCheck({ store, now, log }: JobDeps): Job {
  const id = 'audit-check'
  const run = async () => {
    const by = { actor: `job ${id}`, address: null, nowMs: now() }
    const { checked, faultsFound, faults } = await checkAndRecord(store, by)
    if (faultsFound === 0) log.info({ checked }, 'audit: the chain is whole')
    else log.error({ checked, faultsFound, first: faults[0] }, 'audit: the chain is broken')
  }
  return { id, schedule: '50 19 * * *', run }
}
