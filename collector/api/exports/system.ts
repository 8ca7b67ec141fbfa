import { personName } from '#i18n/audit-text.ts'
import { jobName } from '#i18n/job-name.ts'
import type { JobView, SystemHealthView } from '#protocol/system.ts'
import type { RetentionView } from '#protocol/retention.ts'
import type { ApiDeps, Handlers } from '../call.ts'
import { columnsOf } from './columns.ts'
import { listFile } from './list-file.ts'

type Lists = Pick<Handlers, 'systemHealth' | 'retention'>
type Names = 'exportJobs' | 'exportCertificates' | 'exportRetention'

/** The tables of how the collector fares, and of for how long it keeps what, as files. */
export function systemExports({ store: { db } }: ApiDeps, lists: Lists): Pick<Handlers, Names> {
  return {
    exportJobs: listFile(db, {
      name: 'jobs',
      title: 'system.jobs',
      columns: jobColumns,
      rows: async (call) => (await lists.systemHealth(call)).jobs,
    }),
    exportCertificates: listFile(db, {
      name: 'certificates',
      title: 'system.certificates',
      columns: certificateColumns,
      rows: async (call) =>
        (await lists.systemHealth(call)).certificates.toSorted(
          (left, right) => left.endsMs - right.endsMs,
        ),
    }),
    exportRetention: listFile(db, {
      name: 'retention',
      title: 'retention.deleted',
      columns: retentionColumns,
      rows: async (call) => (await lists.retention(call)).kinds,
    }),
  }
}

const job = columnsOf<JobView>()
const jobColumns = [
  job.name('system.job', ({ id }, words) => jobName(words, id)),
  job.moment('system.job.last', ({ last }) => last?.startedMs),
  job.seconds('export.took-seconds', ({ last }) =>
    last && last.finishedMs !== null ? last.finishedMs - last.startedMs : null,
  ),
  job.text('system.job.outcome', ({ last }, { t }) => {
    if (last === null) return t('system.job.never')
    if (last.finishedMs === null) return t('system.job.running')
    return last.error ?? t('system.job.well')
  }),
  job.moment('system.job.next', ({ nextMs }) => nextMs),
]

const certificate = columnsOf<SystemHealthView['certificates'][number]>()
const certificateColumns = [
  certificate.name('system.certificate', ({ name }, { t }) => t(`system.certificate.${name}`)),
  certificate.moment('system.certificate.ends', ({ endsMs }) => endsMs),
]

const kept = columnsOf<RetentionView>()
const retentionColumns = [
  kept.name('retention.what', ({ kind }, { t }) => t(`retention.kind.${kind}`)),
  kept.count('export.days', ({ days }) => days),
  kept.text('retention.decided', ({ decided }, words) =>
    decided ? personName(words, decided.author) : words.t('retention.by-product'),
  ),
  kept.moment('export.decided-at', ({ decided }) => decided?.atMs),
  kept.moment('export.ran', ({ ranMs }) => ranMs),
  kept.moment('retention.last', ({ removedMs }) => removedMs),
  kept.count('export.removed-total', ({ removedTotal }) => removedTotal),
]
