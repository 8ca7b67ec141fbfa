import { useQuery } from '@tanstack/react-query'
import type { PlanVersionView } from '#protocol/plan-views.ts'
import type { PlanIndicator } from '#protocol/plans.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { planVersionQuery } from '../../plan-queries.ts'
import { useIndicatorWords, type IndicatorField } from './indicator-words.ts'
import styles from './plans.module.css'
import own from './plan-version.module.css'

/** What one version says otherwise than another, indicator by indicator. */
export function CompareVersions({ view, other }: { view: PlanVersionView; other: number }) {
  const { t } = useSpeech()
  const { id } = view.head
  const before = useQuery(planVersionQuery(useApi(), { id, version: other }))
  return (
    <Card title={t('plan.compare.title', { version: other })} isFlush>
      {before.data ? (
        <Differences
          before={before.data.body.indicators}
          after={view.body.indicators}
          name={t('plan.compare.title', { version: other })}
          heads={[
            t('plan.compare.field'),
            t('plan.compare.before', { version: other }),
            t('plan.compare.after'),
          ]}
        />
      ) : before.isError ? (
        <LoadFailure error={before.error} onRetry={() => void before.refetch()} />
      ) : (
        <RowsSkeleton rows={3} />
      )}
    </Card>
  )
}

type Difference = {
  readonly id: string
  readonly name: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly fields: readonly { field: IndicatorField; before: string; after: string }[]
}

/** What indicators say otherwise, field by field, beside each other. */
export function Differences(props: {
  before: readonly PlanIndicator[]
  after: readonly PlanIndicator[]
  name: string
  /** The field, then the two sides. */
  heads: readonly [string, string, string]
}) {
  const { t } = useSpeech()
  const wordsOf = useIndicatorWords()
  const differences = differencesOf(props.before, props.after, wordsOf)
  if (differences.length === 0) return <p className={own['fine']}>{t('plan.compare.same')}</p>
  return (
    <RowsTable name={props.name} heads={props.heads}>
      {differences.flatMap(({ id, name, kind, fields }) => [
        <tr key={id}>
          <th scope="rowgroup" colSpan={3}>
            {name} <span className={styles['quiet']}>{t(`plan.compare.${kind}`)}</span>
          </th>
        </tr>,
        ...fields.map(({ field, before, after }) => (
          <tr key={`${id} ${field}`} className={own['difference']}>
            <td>{t(`indicator.field.${field}`)}</td>
            <td>{before || '—'}</td>
            <td>{after || '—'}</td>
          </tr>
        )),
      ])}
    </RowsTable>
  )
}

function differencesOf(
  before: readonly PlanIndicator[],
  after: readonly PlanIndicator[],
  wordsOf: (indicator: PlanIndicator) => Record<IndicatorField, string>,
): Difference[] {
  const removed = before.filter(({ id }) => !after.some((one) => one.id === id))
  const changed = after.flatMap((indicator): Difference[] => {
    const { id, name } = indicator
    const old = before.find((one) => one.id === id)
    if (!old) return [{ id, name: name.vi, kind: 'added', fields: [] }]
    const [was, is] = [wordsOf(old), wordsOf(indicator)]
    const fields = (Object.keys(is) as IndicatorField[])
      .filter((field) => was[field] !== is[field])
      .map((field) => ({ field, before: was[field], after: is[field] }))
    return fields.length === 0 ? [] : [{ id, name: name.vi, kind: 'changed', fields }]
  })
  const gone = removed.map(({ id, name }): Difference => {
    return { id, name: name.vi, kind: 'removed', fields: [] }
  })
  return [...changed, ...gone]
}
