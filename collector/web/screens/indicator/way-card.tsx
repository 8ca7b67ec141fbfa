import type { IndicatorDetailView, ShortestWayView } from '#protocol/plan-views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { AgencyHosts } from './agency-hosts.tsx'
import styles from './indicator.module.css'

/** Which agencies bring the province over the line soonest, exactly so many. */
export function WayCard({ detail }: { detail: IndicatorDetailView }) {
  const { t, number } = useSpeech()
  const { way, indicator } = detail
  if (indicator.verdict === 'not-applicable') return null
  return (
    <Card title={t('one.way')}>
      {way.needed === null ? (
        t('one.way.impossible')
      ) : way.needed === 0 ? (
        t('one.way.reached')
      ) : (
        <>
          {t(
            indicator.strictness === 'prohibition'
              ? 'one.way.needed.prohibition'
              : 'one.way.needed',
            { count: number(way.needed) },
          )}
          <ul className={styles['list']}>
            {way.steps.map((step) => (
              <Step key={step.agencyId} step={step} detail={detail} />
            ))}
          </ul>
        </>
      )}
    </Card>
  )
}

function Step(props: { step: ShortestWayView['steps'][number]; detail: IndicatorDetailView }) {
  const { t, number } = useSpeech()
  const { step, detail } = props
  const [take, unmet, unknown] = [step.take, step.unmet, step.unknown].map((one) => number(one))
  const words =
    step.unmet + step.unknown > 0
      ? t('one.way.step', { take: take ?? '', unmet: unmet ?? '', unknown: unknown ?? '' })
      : t('one.way.take', { take: take ?? '' })
  return (
    <li>
      <span>{step.name}</span>
      <span>
        {words} <AgencyHosts agencyId={step.agencyId} detail={detail} />
      </span>
    </li>
  )
}
