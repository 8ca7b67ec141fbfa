import { Button, Title } from '@mantine/core'
import { IconFileText, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { Pages } from '../register/register-pages.tsx'
import { MakeReport } from './make-report.tsx'
import { ReportFilters } from './report-filters.tsx'
import { reportsQuery } from './report-queries.ts'
import { ReportTable } from './report-table.tsx'
import { ReportTemplates } from './report-templates.tsx'
import styles from './reports.module.css'

/** Reports that were made, by kind and period, and where new ones are made. */
export function Reports() {
  const { t } = useSpeech()
  const may = useMay()
  const mayCreate = may('createReport')
  const [isMaking, setMaking] = useState(false)
  useTitle(t('nav.reports'))
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div>
          <Title order={1}>{t('nav.reports')}</Title>
          <p className={styles['lead']}>{t('report.lead')}</p>
        </div>
        {mayCreate && (
          <Button
            size="sm"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setMaking(true)}
          >
            {t('report.make')}
          </Button>
        )}
      </header>
      <Made />
      <ReportTemplates mayKeep={may('uploadReportTemplate')} />
      {isMaking && <MakeReport onClose={() => setMaking(false)} />}
    </div>
  )
}

function Made() {
  const { t } = useSpeech()
  const search = useSearch({ from: '/reports' })
  const navigate = useNavigate({ from: '/reports' })
  const reports = useQuery(reportsQuery(useApi(), search))
  const { kind, period, agency, state } = search
  const isFiltered = [kind, period, agency, state].some((value) => value !== undefined)
  return (
    <Card
      title={t('report.list')}
      aside={<ExportButton route="exportReports" query={{ kind, period, agency, state }} />}
      isFlush
    >
      <ReportFilters
        search={search}
        onChange={(patch) =>
          void navigate({
            search: (before) => ({ ...before, page: undefined, ...patch }),
            replace: true,
          })
        }
      />
      {reports.isError && (
        <LoadFailure error={reports.error} onRetry={() => void reports.refetch()} />
      )}
      {reports.isPending && <RowsSkeleton rows={5} />}
      {reports.data?.reports.length === 0 && isFiltered && (
        <FilteredOut
          title={t('report.filtered-out')}
          onClear={() => void navigate({ search: ({ asOf }) => ({ asOf }) })}
        >
          {t('report.filtered-out.why')}
        </FilteredOut>
      )}
      {reports.data?.reports.length === 0 && !isFiltered && (
        <Notice icon={IconFileText} title={t('report.none')}>
          {t('report.none.why')}
        </Notice>
      )}
      {reports.data && reports.data.reports.length > 0 && (
        <ReportTable reports={reports.data.reports} />
      )}
      {reports.data && (
        <Pages
          total={reports.data.total}
          page={search.page ?? 1}
          onPage={(page) => void navigate({ search: (before) => ({ ...before, page }) })}
        />
      )}
    </Card>
  )
}
