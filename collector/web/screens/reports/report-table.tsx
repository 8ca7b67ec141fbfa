import { Link } from '@tanstack/react-router'
import type { ReportView } from '#protocol/reports.ts'
import { useSpeech } from '../../language.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { ReportFiles } from './report-files.tsx'
import styles from './reports.module.css'

/** The reports of a list, the newest first. */
export function ReportTable({ reports }: { reports: readonly ReportView[] }) {
  const { t, time } = useSpeech()
  const heads = [
    t('report.kind'),
    t('report.period'),
    t('report.agency'),
    t('report.snapshot'),
    t('report.state'),
    t('report.made'),
    t('report.files'),
  ]
  return (
    <RowsTable name={t('report.list')} heads={heads}>
      {reports.map((report) => (
        <tr key={report.id}>
          <th scope="row">
            <Link to="/reports/$id" params={{ id: report.id }}>
              {t(`report.kind.${report.kind}`)}
            </Link>
          </th>
          <td>{report.period}</td>
          <td>{report.agencyName ?? t('report.province')}</td>
          <td>
            {t('report.snapshot.number', {
              number: String(report.snapshotNumber),
              time: time(report.cutOffMs),
            })}
          </td>
          <td>
            <span className={styles['state']} data-state={report.state}>
              {t(`report.state.${report.state}`)}
            </span>
          </td>
          <td>
            {time(report.createdMs)}
            <small>{report.createdBy}</small>
          </td>
          <td>
            <ReportFiles report={report} size="compact" />
          </td>
        </tr>
      ))}
    </RowsTable>
  )
}
