import { Group, NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { ControlId } from '#protocol/controls.ts'
import type { AgencyResultView } from '#protocol/plan-views.ts'
import type { IndicatorView, OverviewView } from '#protocol/views.ts'
import { useApi } from '../../client.ts'
import { classFilterOf } from '../../hosts-behind.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { LowerBoundMark } from '../../parts/lower-bound-mark.tsx'
import { NotEnrolledLink } from '../../parts/not-enrolled-link.tsx'
import { ProvisionalMark } from '../../parts/provisional-mark.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay, useOwnAgency } from '../../permission.ts'
import { indicatorQuery } from '../../plan-queries.ts'
import { useFigureWords } from '../indicator/figure-words.ts'
import { dragsOf } from './drags.ts'
import styles from './worst-agencies.module.css'

/** Which agencies pull a figure down most, each with the computers that have to be put right. */
export function WorstAgencies({ overview }: { overview: OverviewView }) {
  const { t, local } = useSpeech()
  const { worst } = useSearch({ from: '/' })
  const navigate = useNavigate({ from: '/' })
  const choices = overview.indicators.filter(isOfHosts)
  const chosen =
    choices.find(({ id }) => id === worst) ??
    choices.find(({ verdict }) => verdict !== 'met') ??
    choices[0]
  if (!useMay()('indicator') || overview.plan === null || !chosen) return null
  return (
    <Card
      title={t('worst.title')}
      aside={
        <Group gap="sm">
          {chosen.isProvisional && <ProvisionalMark />}
          <NativeSelect
            size="xs"
            w={{ base: 240, xs: 320 }}
            aria-label={t('worst.indicator')}
            data={choices.map(({ id, name }) => ({ value: id, label: local(name) }))}
            value={chosen.id}
            onChange={({ currentTarget: { value: worst } }) =>
              void navigate({
                search: (old) => ({ ...old, worst }),
                resetScroll: false,
              })
            }
          />
        </Group>
      }
      isFlush
    >
      <Rows planId={overview.plan.id} indicator={chosen} />
    </Card>
  )
}

type OfHosts = IndicatorView & { readonly control: ControlId }

/** Only what a control of hosts answers has a list of hosts behind it. */
function isOfHosts(indicator: IndicatorView): indicator is OfHosts {
  return indicator.kind === 'share' && indicator.control !== null && indicator.worst !== null
}

function Rows({ planId, indicator }: { planId: string; indicator: OfHosts }) {
  const { t, number } = useSpeech()
  const { asOf } = useSearch({ from: '__root__' })
  const own = useOwnAgency()
  const params = { id: planId, indicator: indicator.id }
  const detail = useQuery(indicatorQuery(useApi(), params, { asOf }))
  if (detail.isError) {
    return <LoadFailure error={detail.error} onRetry={() => void detail.refetch()} />
  }
  if (!detail.data) return <RowsSkeleton rows={5} />
  const { drags, others } = dragsOf(detail.data.agencies)
  if (drags.length === 0) return <p className={styles['quiet']}>{t('worst.none')}</p>
  const heads = ['agency', 'figure', 'drag', 'unmet', 'unknown', 'not-enrolled'] as const
  return (
    <div aria-busy={detail.isPlaceholderData}>
      <RowsTable
        name={t('worst.title')}
        heads={heads.map((head) => t(head === 'drag' && own ? 'worst.drag.own' : `worst.${head}`))}
        size="narrow"
      >
        {drags.map((drag) => (
          <Row key={drag.agency.agencyId} {...drag} indicator={indicator} />
        ))}
      </RowsTable>
      <p className={styles['foot']}>
        <Link to="/plans/$id/indicator" params={{ id: planId }} search={{ of: indicator.id }}>
          {others > 0 ? t('worst.more', { count: number(others) }) : t('worst.open')}
        </Link>
      </p>
    </div>
  )
}

function Row(props: { agency: AgencyResultView; points: number; indicator: OfHosts }) {
  const { agency, points, indicator } = props
  const { t, number } = useSpeech()
  const words = useFigureWords(indicator)
  const { hosts } = agency
  const listed = (state: 'unmet' | 'unknown') => {
    const count = hosts?.[state] ?? 0
    if (count === 0 || hosts === null) return number(0)
    return (
      <Link
        to="/hosts"
        search={{
          agency: agency.agencyId,
          ...classFilterOf(hosts),
          control: indicator.control,
          state,
        }}
        aria-label={t(`worst.${state}.of`, { count: number(count), agency: agency.name })}
      >
        {number(count)}
      </Link>
    )
  }
  return (
    <tr>
      <th scope="row">
        <Link to="/organisations/$id" params={{ id: agency.agencyId }} className={styles['name']}>
          {agency.name}
        </Link>
      </th>
      <td>
        {agency.worst && agency.isLowerBound && <LowerBoundMark isSign />}
        {words.figureOf(agency.worst)} <small>{words.partsOf(agency.worst)}</small>
      </td>
      <td>{t('change.points', { by: `−${number(points, points < 0.1 ? 2 : 1)}` })}</td>
      <td>{listed('unmet')}</td>
      <td>{listed('unknown')}</td>
      <td>
        {hosts === null || hosts.notEnrolled === 0 ? (
          number(0)
        ) : (
          <NotEnrolledLink hosts={hosts} of={{ agency: agency.agencyId }}>
            {number(hosts.notEnrolled)}
          </NotEnrolledLink>
        )}
      </td>
    </tr>
  )
}
