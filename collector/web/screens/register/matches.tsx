import { Button, Select } from '@mantine/core'
import { IconArrowsJoin2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useId } from 'react'
import { matchLists } from '#protocol/register-views.ts'
import type { RouteOutput } from '#protocol/routes.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { useRovingRows } from '../hosts/roving-rows.ts'
import { AgencySelect } from './agency-select.tsx'
import { MatchPair } from './match-pair.tsx'
import { RegisterFrame } from './register-frame.tsx'
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
    void navigate({ search: (before) => ({ ...before, after: undefined, ...patch }) })
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
        <p className={styles['why']}>
          {t(show === 'forbidden' ? 'register.match.forbidden.why' : 'register.match.lead')}
        </p>
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
          <Nothing search={search} onClear={() => change({ agency: undefined })} />
        )}
        {matches.data && matches.data.matches.length > 0 && (
          <Pairs page={matches.data} isBusy={matches.isFetching} mayDecide={mayDecide} />
        )}
        {matches.data && (
          <Steps
            page={matches.data}
            onStep={(after) => void navigate({ search: (old) => ({ ...old, after }) })}
          />
        )}
      </Card>
    </RegisterFrame>
  )
}

function Nothing({ search, onClear }: { search: MatchesSearch; onClear: () => void }) {
  const { t } = useSpeech()
  const { show = 'doubtful', agency } = search
  if (agency !== undefined) {
    return (
      <FilteredOut title={t('register.match.empty')} onClear={onClear}>
        {t('register.match.filtered')}
      </FilteredOut>
    )
  }
  return (
    <Notice icon={IconArrowsJoin2} title={t('register.match.empty')}>
      {t(`register.match.empty.${show}`)}
    </Notice>
  )
}

type Page = RouteOutput<'matches'>

/** The pairs of a page: j, k and the arrows move between them, Tab goes to what can be done with one. */
function Pairs({ page, isBusy, mayDecide }: { page: Page; isBusy: boolean; mayDecide: boolean }) {
  const { t } = useSpeech()
  const listId = useId()
  const { propsOf } = useRovingRows({
    rowCount: page.matches.length,
    listId,
    onReach: (row) =>
      document
        .querySelector(`[id="${listId}"] [data-row="${row}"]`)
        ?.scrollIntoView({ block: 'nearest' }),
  })
  return (
    <ul
      id={listId}
      className={styles['matches']}
      aria-busy={isBusy}
      aria-label={t('register.place.matches')}
    >
      {page.matches.map((match, index) => (
        <MatchPair
          key={`${match.machine.entryId} ${match.host.hostId}`}
          match={match}
          mayDecide={mayDecide}
          row={propsOf(index)}
        />
      ))}
    </ul>
  )
}

/** Which pairs of how many are shown, and the pages on both sides. */
function Steps({ page, onStep }: { page: Page; onStep: (after: string | undefined) => void }) {
  const { t, number } = useSpeech()
  const { total, before, matches, previous, next } = page
  if (previous === null && next === null) return null
  return (
    <nav className={styles['steps']} aria-label={t('register.match.pages')}>
      <Button
        size="xs"
        variant="default"
        disabled={previous === null}
        onClick={() => onStep(previous || undefined)}
      >
        {t('page.previous')}
      </Button>
      <span>
        {t('register.match.range', {
          from: number(before + 1),
          until: number(before + matches.length),
          total: number(total),
        })}
      </span>
      <Button
        size="xs"
        variant="default"
        disabled={next === null}
        onClick={() => onStep(next ?? undefined)}
      >
        {t('page.next')}
      </Button>
    </nav>
  )
}
