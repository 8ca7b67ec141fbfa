import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { SnapshotDetail, SnapshotIndicator } from '#protocol/snapshot-views.ts'
import type { SnapshotValue } from '#protocol/snapshots.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { LowerBoundMark } from '../../parts/lower-bound-mark.tsx'
import { ProvisionalMark } from '../../parts/provisional-mark.tsx'
import { VerdictMark } from '../../parts/verdict-mark.tsx'
import { useFigureWords, useRatioWords } from './figure-words.ts'
import { snapshotChoicesQuery } from './snapshot-queries.ts'
import styles from './snapshots.module.css'

const heads = ['indicator', 'figure', 'counts', 'verdict', 'moved'] as const

/** Every indicator as it was frozen, of the province or of one agency. */
export function ScorecardTable(props: { detail: SnapshotDetail; agency: string | undefined }) {
  const { detail, agency } = props
  const { t } = useSpeech()
  return (
    <RowsTable name={t('snapshot.scorecard')} heads={heads.map((head) => t(`snapshot.${head}`))}>
      {detail.indicators.map((indicator) => {
        const value = detail.values.find(
          (one) => one.indicatorId === indicator.id && one.agencyId === (agency ?? null),
        )
        return value ? (
          <Row key={indicator.id} indicator={indicator} value={value} detail={detail} />
        ) : null
      })}
    </RowsTable>
  )
}

type RowProps = {
  readonly indicator: SnapshotIndicator
  readonly value: SnapshotValue
  readonly detail: SnapshotDetail
}

function Row({ indicator, value, detail }: RowProps) {
  const { t, local } = useSpeech()
  const figureWords = useFigureWords()
  const ratioWords = useRatioWords()
  const { worst, best, declared } = value
  const [proven, possible] = [figureWords(indicator, worst), figureWords(indicator, best)]
  return (
    <tr>
      <td>{local(indicator.name)}</td>
      <td className={styles['number']}>
        {value.isLowerBound && <LowerBoundMark isSign />}
        {proven ?? t('snapshot.no-figure')}
        {possible !== null && possible !== proven && ` – ${possible}`}
        {detail.provisional.includes(indicator.id) && (
          <>
            {' '}
            <ProvisionalMark />
          </>
        )}
        {worst && indicator.kind !== 'count' && <small>{ratioWords(indicator, worst)}</small>}
        {declared && (
          <small>{t('snapshot.declared', { figure: ratioWords(indicator, declared) })}</small>
        )}
      </td>
      <td>
        <Counts value={value} />
      </td>
      <td>
        <VerdictMark verdict={value.verdict} />
      </td>
      <td>
        <MovedLink indicator={indicator} detail={detail} agency={value.agencyId} />
      </td>
    </tr>
  )
}

function Counts({ value: { counts } }: { value: SnapshotValue }) {
  const { t, number } = useSpeech()
  if (!counts) return null
  const told = [
    [t('state.met'), counts.met],
    [t('state.unmet'), counts.unmet],
    [t('state.unknown'), counts.unknown],
    [t('state.not-applicable'), counts.notApplicable],
  ] as const
  return told
    .filter(([, count]) => count > 0)
    .map(([word, count]) => (
      <small key={word}>
        {word}: {number(count)}
      </small>
    ))
}

/** Compares with the snapshot before this one, under the same plan. */
function MovedLink(props: {
  indicator: SnapshotIndicator
  detail: SnapshotDetail
  agency: string | null
}) {
  const { t } = useSpeech()
  const { id } = useParams({ from: '/snapshots/$id' })
  const { snapshot } = props.detail
  const choices = useQuery(snapshotChoicesQuery(useApi(), { plan: snapshot.planId }))
  const [before] = (choices.data?.snapshots ?? [])
    .filter(({ cutOffMs }) => cutOffMs < snapshot.cutOffMs)
    .toSorted((left, right) => right.cutOffMs - left.cutOffMs)
  if (!before) return null
  const search = {
    from: before.id,
    to: id,
    indicator: props.indicator.id,
    agency: props.agency ?? undefined,
  }
  return (
    <Link to="/snapshots/moved" search={search}>
      {t('snapshot.moved')}
    </Link>
  )
}
