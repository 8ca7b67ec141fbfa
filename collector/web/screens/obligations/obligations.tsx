import { Group, TextInput, Title } from '@mantine/core'
import { IconCalendarOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Obligation } from '#protocol/obligations.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { AdoptCard } from './adopt-card.tsx'
import { obligationsQuery } from './obligation-queries.ts'
import { OccurrenceTable } from './occurrence-table.tsx'
import styles from './obligations.module.css'

/** What the province has to report and when, who has sent and who is late. */
export function Obligations() {
  const { t } = useSpeech()
  const search = useSearch({ from: '/obligations' })
  const navigate = useNavigate({ from: '/obligations' })
  const obligations = useQuery(obligationsQuery(useApi(), search))
  useTitle(t('nav.obligations'))
  const { data } = obligations
  if (!data) {
    if (!obligations.isError) return <ScreenSkeleton />
    return <LoadFailure error={obligations.error} onRetry={() => void obligations.refetch()} />
  }
  const choose = (patch: { from?: string | undefined; until?: string | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...patch }), replace: true })
  const overdue = data.occurrences.filter(({ counts }) => counts.overdue > 0)
  return (
    <div className={styles['screen']} aria-busy={obligations.isPlaceholderData}>
      <header className={styles['head']}>
        <div>
          <Title order={1}>{t('nav.obligations')}</Title>
          <Lead knownUntil={data.holidaysUnknownFrom - 1} />
        </div>
        <Group gap="xs" align="flex-end" className="no-print">
          <TextInput
            type="date"
            size="xs"
            label={t('obligations.from')}
            value={search.from ?? data.from}
            onChange={(event) => choose({ from: event.currentTarget.value || undefined })}
          />
          <TextInput
            type="date"
            size="xs"
            label={t('obligations.until')}
            value={search.until ?? data.until}
            onChange={(event) => choose({ until: event.currentTarget.value || undefined })}
          />
          <ExportButton
            route="exportObligations"
            query={{ from: search.from, until: search.until }}
          />
        </Group>
      </header>
      {overdue.length > 0 && (
        <Card title={t('obligations.overdue-now')} isFlush>
          <OccurrenceTable
            name={t('obligations.overdue-now')}
            occurrences={overdue}
            today={data.today}
          />
        </Card>
      )}
      <Card title={t('obligations.calendar')} isFlush>
        {data.occurrences.length === 0 ? (
          <Notice icon={IconCalendarOff} title={t('obligations.none')}>
            {t('obligations.none.why')}
          </Notice>
        ) : (
          <OccurrenceTable
            name={t('obligations.calendar')}
            occurrences={data.occurrences}
            today={data.today}
          />
        )}
      </Card>
      <AdoptCard adoptable={data.adoptable} adoptions={data.adoptions} today={data.today} />
      <UndatedCard obligations={data.undated} />
    </div>
  )
}

/** What the calendar shows, and up to which year reminders know the holidays by the moon. */
function Lead({ knownUntil }: { knownUntil: number }) {
  const { t } = useSpeech()
  return (
    <p>
      {t('obligations.subtitle')} {t('obligations.holidays-until', { year: String(knownUntil) })}
    </p>
  )
}

function UndatedCard({ obligations }: { obligations: readonly Obligation[] }) {
  const { t, local } = useSpeech()
  if (obligations.length === 0) return null
  return (
    <Card title={t('obligations.undated')}>
      <ul className={styles['duties']}>
        {obligations.map(({ id, title, from, due, source }) => (
          <li key={id}>
            <strong>{local(title)}</strong>
            <span>
              {t(`party.${from}`)}
              {due.kind === 'none' && due.words && ` · “${local(due.words)}”`}
            </span>
            <small>
              {source.document}, {source.clause}
            </small>
          </li>
        ))}
      </ul>
    </Card>
  )
}
