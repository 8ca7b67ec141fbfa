import { Group } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { byWorstAgency } from '#protocol/worst-first.ts'
import type { ControlId } from '#protocol/controls.ts'
import type { AgencyResultView, IndicatorDetailView } from '#protocol/plan-views.ts'
import { classFilterOf } from '../../hosts-behind.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LowerBoundMark } from '../../parts/lower-bound-mark.tsx'
import { NotEnrolledLink } from '../../parts/not-enrolled-link.tsx'
import { ProvisionalMark } from '../../parts/provisional-mark.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { VerdictMark } from '../../parts/verdict-mark.tsx'
import { useSteadyOrder } from '../../steady-order.ts'
import { IndicatorFile } from './indicator-file.tsx'
import { useFigureWords } from './figure-words.ts'
import styles from './indicator.module.css'

/** Every agency against the target, the worst first; and who stands outside, with the reason. */
export function AgenciesCard({ detail }: { detail: IndicatorDetailView }) {
  const { t, number } = useSpeech()
  const inScope = useSteadyOrder(
    detail.agencies.filter(({ outside }) => outside === null).toSorted(byWorstAgency),
    ({ agencyId }) => agencyId,
  )
  const outside = detail.agencies.filter((agency) => agency.outside !== null)
  const isReference = inScope.some((agency) => agency.isReference)
  const aside = t(isReference ? 'one.agencies.reference' : 'one.agencies.binding')
  const heads = ['agency', 'figure', 'parts', 'unmet', 'unknown', 'declared', 'verdict'] as const
  if (detail.agencies.length === 0) {
    return (
      <Card title={t('one.agencies')}>
        {t('one.agencies.none')} {t('one.agencies.none.how')}
      </Card>
    )
  }
  return (
    <Card
      title={t('one.agencies')}
      aside={
        <Group gap="sm">
          {detail.indicator.isProvisional && <ProvisionalMark />}
          {aside}
          <IndicatorFile route="exportIndicatorAgencies" detail={detail} />
        </Group>
      }
      isFlush
    >
      <RowsTable name={t('one.agencies')} heads={heads.map((head) => t(`one.agencies.${head}`))}>
        {inScope.map((agency) => (
          <AgencyRow key={agency.agencyId} agency={agency} detail={detail} />
        ))}
      </RowsTable>
      {outside.length > 0 && (
        <details className={styles['outside']}>
          <summary>{t('one.outside', { count: number(outside.length) })}</summary>
          <ul className={styles['list']}>
            {outside.map((agency) => (
              <li key={agency.agencyId}>
                <span>{agency.name}</span>
                <span className={styles['quiet']}>
                  {agency.exclusion ?? `${t('one.outside.other-level')}: ${agency.level ?? ''}`}
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}

function AgencyRow({ agency, detail }: { agency: AgencyResultView; detail: IndicatorDetailView }) {
  const { t } = useSpeech()
  const { indicator, metric } = detail
  const words = useFigureWords(indicator)
  const { agencyId, worst, verdict, isReference, isDeclared } = agency
  return (
    <tr>
      <th scope="row">
        <Link to="/organisations/$id" params={{ id: agencyId }}>
          {agency.name}
        </Link>
        {agency.level !== null && <small>{agency.level}</small>}
      </th>
      <td>
        {worst && agency.isLowerBound && <LowerBoundMark isSign />}
        {words.figureOf(worst)}
      </td>
      <td>{words.partsOf(worst)}</td>
      <td>
        <Behind agency={agency} control={metric.control} state="unmet" />
      </td>
      <td>
        <Behind agency={agency} control={metric.control} state="unknown" />
      </td>
      <td>
        {agency.declared ? words.bothOf(agency.declared) : ''}
        {!isDeclared && <small>{t('one.agencies.undeclared')}</small>}
      </td>
      <td>
        <VerdictMark verdict={verdict} />
        {isReference && <small>{t('one.agencies.is-reference')}</small>}
      </td>
    </tr>
  )
}

/** What is counted in a state; where hosts are behind it, the number of their list, which it opens. */
function Behind(props: {
  agency: AgencyResultView
  control: ControlId | null
  state: 'unmet' | 'unknown'
}) {
  const { agency, control, state } = props
  const { t, number } = useSpeech()
  const { hosts, counts, agencyId } = agency
  if (hosts === null || control === null) return number(counts?.[state] ?? 0)
  const notEnrolled = state === 'unknown' ? hosts.notEnrolled : 0
  return (
    <>
      <Link to="/hosts" search={{ agency: agencyId, ...classFilterOf(hosts), control, state }}>
        {number(hosts[state])}
      </Link>
      {notEnrolled > 0 && (
        <small>
          <NotEnrolledLink hosts={hosts} of={{ agency: agencyId }}>
            {t('count.not-enrolled', { count: number(notEnrolled) })}
          </NotEnrolledLink>
        </small>
      )}
    </>
  )
}
