import { Group, Title } from '@mantine/core'
import { IconCalendarOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Obligation } from '#protocol/obligations.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { isDayOrNone } from '../../typed-day.ts'
import { AdoptCard } from './adopt-card.tsx'
import { obligationsQuery } from './obligation-queries.ts'
import { OccurrenceTable } from './occurrence-table.tsx'
import styles from './obligations.module.css'

/** What the province has to report and when, who has sent and who is late. */
export function Obligations() {
  const { t } = useSpeech()
  const search = useSearch({ from: '/obligations' })
  const obligations = useQuery(obligationsQuery(useApi(), search))
  const navigate = useNavigate({ from: '/obligations' })
  const isFiltered = search.from !== undefined || search.until !== undefined
  useTitle(t('nav.obligations'))
  const { data } = obligations
  if (!data) {
    if (!obligations.isError) return <ScreenSkeleton />
    return (
      <LoadFailure level={1} error={obligations.error} onRetry={() => void obligations.refetch()} />
    )
  }
  const overdue = data.occurrences.filter(({ counts }) => counts.overdue > 0)
  return (
    <div className={styles['screen']} aria-busy={obligations.isPlaceholderData}>
      <header className={styles['head']}>
        <div>
          <Title order={1}>{t('nav.obligations')}</Title>
          <Lead knownUntil={data.holidaysUnknownFrom - 1} />
        </div>
        <Group gap="xs" align="flex-start" className="no-print">
          <Range shown={data} />
          <div className={styles['export']}>
            <ExportButton
              route="exportObligations"
              query={{ from: search.from, until: search.until }}
            />
          </div>
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
        {data.occurrences.length === 0 && isFiltered ? (
          <FilteredOut
            title={t('obligations.none')}
            onClear={() =>
              void navigate({ search: (old) => ({ ...old, from: undefined, until: undefined }) })
            }
          >
            {t('obligations.none.why')}
          </FilteredOut>
        ) : data.occurrences.length === 0 ? (
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
      <AdoptCard {...data} />
      <UndatedCard obligations={data.undated} />
    </div>
  )
}

/** From when until when; an empty field is as the collector proposes, and what is no day changes nothing. */
function Range({ shown }: { shown: { readonly from: string; readonly until: string } }) {
  const { t } = useSpeech()
  const search = useSearch({ from: '/obligations' })
  const navigate = useNavigate({ from: '/obligations' })
  return (['from', 'until'] as const).map((which) => (
    <DayField
      key={which}
      size="xs"
      w={130}
      label={t(`obligations.${which}`)}
      isRequired={false}
      placeholder={dayText(shown[which])}
      value={search[which] ?? ''}
      onChange={(day) => {
        if (!isDayOrNone(day)) return
        const patch = { [which]: day === '' ? undefined : day }
        void navigate({ search: (before) => ({ ...before, ...patch }), replace: true })
      }}
    />
  ))
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
