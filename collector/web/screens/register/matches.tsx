import { Select } from '@mantine/core'
import { IconArrowsJoin2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { matchLists } from '#protocol/register-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { AgencySelect } from './agency-select.tsx'
import { MatchPair } from './match-pair.tsx'
import { RegisterFrame } from './register-frame.tsx'
import { Pages } from './register-pages.tsx'
import { matchesQuery, type MatchesSearch } from './register-queries.ts'
import { Unassigned } from './unassigned.tsx'
import styles from './register.module.css'

/** Machines of the register beside enrolled computers, and what a person has to say of them. */
export function RegisterMatches() {
  const { t, number } = useSpeech()
  const api = useApi()
  const { asOf, ...search } = useSearch({ from: '/register/matches' })
  const navigate = useNavigate({ from: '/register/matches' })
  const may = useMay()
  const matches = useQuery(matchesQuery(api, search))
  const show = search.show ?? 'doubtful'
  const change = (patch: MatchesSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...patch }) })
  const mayDecide = may('decideMatch') && asOf === undefined
  return (
    <RegisterFrame>
      <Unassigned />
      <Card
        title={t('register.place.matches')}
        isFlush
        aside={
          <span aria-live="polite">
            {matches.data && t('register.match.total', { count: number(matches.data.total) })}
          </span>
        }
      >
        <p className={styles['why']}>{t('register.match.lead')}</p>
        <div className={styles['toolbar']} role="search">
          <Select
            size="sm"
            allowDeselect={false}
            aria-label={t('register.match.show')}
            data={matchLists.map((value) => ({ value, label: t(`register.match.show.${value}`) }))}
            value={show}
            onChange={(value) => change({ show: matchLists.find((one) => one === value) })}
          />
          <AgencySelect
            isFilter
            value={search.agency ?? null}
            onChange={(agency) => change({ agency: agency ?? undefined })}
          />
          <ExportButton route="exportMatches" query={search} />
        </div>
        {matches.isPending && <RowsSkeleton rows={8} />}
        {matches.isError && (
          <LoadFailure error={matches.error} onRetry={() => void matches.refetch()} />
        )}
        {matches.data?.matches.length === 0 && (
          <Notice icon={IconArrowsJoin2} title={t('register.match.empty')}>
            {t(`register.match.empty.${show}`)}
          </Notice>
        )}
        <ul className={styles['matches']} aria-busy={matches.isFetching}>
          {matches.data?.matches.map((match) => (
            <MatchPair
              key={`${match.machine.entryId} ${match.host.hostId}`}
              match={match}
              mayDecide={mayDecide}
            />
          ))}
        </ul>
        {matches.data && (
          <Pages
            total={matches.data.total}
            page={search.page ?? 1}
            onPage={(page) => void navigate({ search: (before) => ({ ...before, page }) })}
          />
        )}
      </Card>
    </RegisterFrame>
  )
}
