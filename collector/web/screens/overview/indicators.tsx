import { Title } from '@mantine/core'
import { IconFileUnknown } from '@tabler/icons-react'
import type { IndicatorView } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { CardBoundary } from '../../parts/failure.tsx'
import { NextStep } from '../../parts/next-step.tsx'
import { Notice } from '../../parts/notice.tsx'
import type { FiguresOf } from '../../queries.ts'
import type { Change } from '../../trends/change.ts'
import { DeclaredCard } from './declared-card.tsx'
import { IndicatorCard } from './indicator-card.tsx'
import styles from './indicators.module.css'

type Indicators = readonly IndicatorView[]

/** What some agency has declared has a figure, and stands with its verdict. */
const isWaiting = ({ missing, agencies }: IndicatorView) =>
  missing === 'no-declaration' && agencies.declared === 0

/** What the computers themselves answer, or somebody has declared. */
export function MeasuredIndicators(props: {
  indicators: Indicators
  planId: string | null
  of: FiguresOf
  /** Null while nobody knows yet. */
  changeOf: (indicator: IndicatorView) => Change | null
}) {
  const { planId, of, changeOf } = props
  const { t } = useSpeech()
  const shown = props.indicators.filter((indicator) => !isWaiting(indicator))
  if (planId === null) {
    return (
      <Notice icon={IconFileUnknown} title={t('plan.none')} action={<NextStep to="/plans" />}>
        {t('plan.none.why')}
      </Notice>
    )
  }
  if (shown.length === 0) return null
  return (
    <section className={styles['group']} aria-labelledby="indicators-measured">
      <Title order={2} size="h5" id="indicators-measured">
        {t('indicators.measured')}
      </Title>
      <div className={styles['grid']}>
        {shown.map((indicator) => (
          <CardBoundary key={indicator.id}>
            <IndicatorCard
              indicator={indicator}
              planId={planId}
              of={of}
              change={changeOf(indicator)}
            />
          </CardBoundary>
        ))}
      </div>
    </section>
  )
}

/** What waits for a declaration, last and quiet: nothing is wrong there yet. */
export function WaitingIndicators(props: { indicators: Indicators; planId: string | null }) {
  const waiting = props.indicators.filter(isWaiting)
  if (waiting.length === 0 || props.planId === null) return null
  return <DeclaredCard indicators={waiting} planId={props.planId} />
}
