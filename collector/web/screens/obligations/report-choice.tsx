import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { reportKind, type ReportView } from '#protocol/reports.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { reportsQuery } from '../reports/report-queries.ts'
import { eventsQuery, sendersQuery } from './obligation-queries.ts'

type Props = {
  params: { id: string; period: string; agency: string }
  value: string
  onChange: (reportId: string) => void
}

/** The archived drafts that could be this report; one that went through these steps before is not offered again. */
export function ReportChoice({ params, value, onChange }: Props) {
  const { t, time } = useSpeech()
  const api = useApi()
  const { id, period, agency } = params
  const kind = reportKind.safeParse(
    useQuery(sendersQuery(api, { id, period })).data?.obligation.report,
  ).data
  const isOfAgency = kind === 'agency-quarter'
  const search = { kind, period, agency: isOfAgency ? agency : undefined, state: 'draft' as const }
  const reports = useQuery({ ...reportsQuery(api, search), enabled: kind !== undefined })
  const used = new Set(
    useQuery(eventsQuery(api, params)).data?.events.map(({ reportId }) => reportId),
  )
  const drafts = (reports.data?.reports ?? []).filter((report) => !used.has(report.id))
  const labelOf = ({ snapshotNumber, createdMs, createdBy }: ReportView) =>
    t('report-flow.report.label', {
      number: snapshotNumber,
      time: time(createdMs),
      by: createdBy.replace(/^user /, ''),
    })
  return (
    <Select
      label={t('report-flow.report')}
      error={choicesFailure(reports)}
      description={t(
        drafts.length === 0 && !reports.isError
          ? 'report-flow.report.none'
          : 'report-flow.report.hint',
      )}
      placeholder={t('report-flow.report.outside')}
      clearable
      disabled={drafts.length === 0}
      data={drafts.map((report) => ({ value: report.id, label: labelOf(report) }))}
      value={value === '' ? null : value}
      onChange={(reportId) => onChange(reportId ?? '')}
    />
  )
}
