import { jobName } from '#i18n/job-name.ts'
import type { JobView } from '#protocol/system.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import styles from './system.module.css'

/** Each job with its newest run, how it ended, and when it runs again. */
export function JobsCard({ jobs }: { jobs: readonly JobView[] }) {
  const words = useSpeech()
  const { t, time } = words
  const heads = [
    t('system.job'),
    t('system.job.last'),
    t('system.job.took'),
    t('system.job.outcome'),
    t('system.job.next'),
  ]
  return (
    <Card
      title={t('system.jobs')}
      aside={<ExportButton route="exportJobs" />}
      isFlush={jobs.length > 0}
    >
      {jobs.length === 0 ? (
        <p className={styles['quiet']}>{t('system.jobs.none')}</p>
      ) : (
        <RowsTable name={t('system.jobs')} heads={heads}>
          {jobs.map((job) => (
            <tr key={job.id}>
              <th scope="row">{jobName(words, job.id)}</th>
              <td>{job.last ? time(job.last.startedMs) : t('system.job.never')}</td>
              <td>
                <Took last={job.last} />
              </td>
              <td>
                <Outcome job={job} />
              </td>
              <td>{job.nextMs === null ? '' : time(job.nextMs)}</td>
            </tr>
          ))}
        </RowsTable>
      )}
    </Card>
  )
}

function Took({ last }: Pick<JobView, 'last'>) {
  const { t, number } = useSpeech()
  if (!last || last.finishedMs === null) return null
  const seconds = number((last.finishedMs - last.startedMs) / 1000, 1)
  return t('system.job.seconds', { seconds })
}

function Outcome({ job: { last, succeededMs } }: { job: JobView }) {
  const { t, time } = useSpeech()
  if (!last) return null
  if (last.finishedMs === null) return t('system.job.running')
  if (last.error === null) return t('system.job.well')
  return (
    <>
      <strong className={styles['ill']}>{t('system.job.ill', { error: last.error })}</strong>
      <small>
        {succeededMs === null
          ? t('system.job.no-well-before')
          : t('system.job.well-before', { at: time(succeededMs) })}
      </small>
    </>
  )
}
