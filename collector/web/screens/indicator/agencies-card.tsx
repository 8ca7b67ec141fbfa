import { Link } from '@tanstack/react-router'
import type { AgencyResultView, IndicatorDetailView } from '#protocol/plan-views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { VerdictMark } from '../../parts/verdict-mark.tsx'
import { useFigureWords } from './figure-words.ts'
import styles from './indicator.module.css'

const order = {
  unmet: 0,
  'below-aspiration': 1,
  'needs-decision': 2,
  'insufficient-data': 3,
  'within-tolerance': 4,
  met: 5,
  'not-applicable': 6,
} as const satisfies Record<AgencyResultView['verdict'], number>

/** Every agency against the target, the worst first; and who stands outside, with the reason. */
export function AgenciesCard({ detail }: { detail: IndicatorDetailView }) {
  const { t, number } = useSpeech()
  const inScope = detail.agencies.filter(({ outside }) => outside === null).toSorted(worstFirst)
  const outside = detail.agencies.filter((agency) => agency.outside !== null)
  const isReference = inScope.some((agency) => agency.isReference)
  const aside = t(isReference ? 'one.agencies.reference' : 'one.agencies.binding')
  const heads = ['agency', 'figure', 'parts', 'unknown', 'declared', 'verdict'] as const
  if (detail.agencies.length === 0) {
    return (
      <Card title={t('one.agencies')}>
        {t('one.agencies.none')} {t('one.agencies.none.how')}
      </Card>
    )
  }
  return (
    <Card title={t('one.agencies')} aside={aside} isFlush>
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

function worstFirst(left: AgencyResultView, right: AgencyResultView): number {
  const byVerdict = order[left.verdict] - order[right.verdict]
  if (byVerdict !== 0) return byVerdict
  const behind = ({ counts }: AgencyResultView) => (counts?.unmet ?? 0) + (counts?.unknown ?? 0)
  return behind(right) - behind(left) || left.name.localeCompare(right.name, 'vi')
}

function AgencyRow({ agency, detail }: { agency: AgencyResultView; detail: IndicatorDetailView }) {
  const { t, number } = useSpeech()
  const { indicator, metric } = detail
  const words = useFigureWords(indicator)
  const { agencyId, counts, worst, verdict, isReference, isDeclared } = agency
  const unknown = counts?.unknown ?? 0
  return (
    <tr>
      <th scope="row">
        {agency.name}
        {agency.level !== null && <small>{agency.level}</small>}
      </th>
      <td>{words.figureOf(worst)}</td>
      <td>{words.partsOf(worst)}</td>
      <td>
        {unknown > 0 && metric.control !== null ? (
          <Link
            to="/hosts"
            search={{ agency: agencyId, control: metric.control, state: 'unknown' }}
          >
            {number(unknown)}
          </Link>
        ) : (
          number(unknown)
        )}
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
