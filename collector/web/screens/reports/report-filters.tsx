import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { reportKinds, reportStates } from '#protocol/reports.ts'
import { period } from '#protocol/snapshots.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { agenciesQuery } from '../../queries.ts'
import type { ReportsSearch } from './report-queries.ts'
import styles from './reports.module.css'

/** Filters compose and stand in the address. */
export function ReportFilters(props: {
  search: ReportsSearch
  onChange: (patch: ReportsSearch) => void
}) {
  const { search, onChange } = props
  const { t } = useSpeech()
  const agencies = useQuery(agenciesQuery(useApi()))
  return (
    <div className={styles['filters']}>
      <Select
        size="xs"
        clearable
        label={t('report.kind')}
        data={reportKinds.map((value) => ({ value, label: t(`report.kind.${value}`) }))}
        value={search.kind ?? null}
        onChange={(value) => onChange({ kind: reportKinds.find((one) => one === value) })}
      />
      <TextInput
        size="xs"
        label={t('report.period')}
        placeholder="2026-Q4"
        defaultValue={search.period ?? ''}
        onChange={(event) => {
          const typed = event.currentTarget.value.trim()
          // A half-typed period filters nothing yet.
          if (typed === '') onChange({ period: undefined })
          else if (period.safeParse(typed).success) onChange({ period: typed })
        }}
      />
      <Select
        size="xs"
        clearable
        searchable
        label={t('report.agency')}
        data={(agencies.data?.agencies ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        error={choicesFailure(agencies)}
        value={search.agency ?? null}
        onChange={(value) => onChange({ agency: value ?? undefined })}
      />
      <Select
        size="xs"
        clearable
        label={t('report.state')}
        data={reportStates.map((value) => ({ value, label: t(`report.state.${value}`) }))}
        value={search.state ?? null}
        onChange={(value) => onChange({ state: reportStates.find((one) => one === value) })}
      />
    </div>
  )
}
