import { Link } from '@tanstack/react-router'
import type { IndicatorDetailView, ShortestWayView } from '#protocol/plan-views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { AgencyHosts } from './agency-hosts.tsx'
import styles from './indicator.module.css'

/** More agencies than this are counted, not listed; the table below has them all. */
const listedMax = 12

/** What would settle a figure that has no verdict yet: how many unknown, and where. */
export function SettlingCard({ detail }: { detail: IndicatorDetailView }) {
  const { t, number } = useSpeech()
  const { settling, metDecides, unmetDecides } = detail.way
  if (settling.length === 0) return null
  const more = settling.length - listedMax
  return (
    <Card title={t('one.settling')}>
      {metDecides !== null && metDecides <= unknownOf(detail) && (
        <p>{t('one.settling.met', { count: number(metDecides) })}</p>
      )}
      {unmetDecides !== null && <p>{t('one.settling.unmet', { count: number(unmetDecides) })}</p>}
      <ul className={styles['list']}>
        {settling.slice(0, listedMax).map((one) => (
          <Settling key={`${one.agencyId} ${one.what}`} one={one} detail={detail} />
        ))}
        {more > 0 && <li>{t('one.settling.more', { count: number(more) })}</li>}
      </ul>
    </Card>
  )
}

const unknownOf = ({ agencies }: IndicatorDetailView) =>
  agencies.reduce((sum, { counts }) => sum + (counts?.unknown ?? 0), 0)

function Settling(props: {
  one: ShortestWayView['settling'][number]
  detail: IndicatorDetailView
}) {
  const { t, number } = useSpeech()
  const { one, detail } = props
  const { plan, version, indicator } = detail
  if (one.what === 'setting' || one.what === 'tolerance') {
    return (
      <li>
        <Link
          to="/plans/$id/versions/$version"
          params={{ id: plan.id, version: String(version) }}
          hash={indicator.id}
        >
          {t(`one.settling.${one.what}`)}
        </Link>
      </li>
    )
  }
  const words =
    one.what === 'machines'
      ? t('one.settling.machines', { count: number(one.count) })
      : t(`one.settling.${one.what}`)
  return (
    <li>
      <span>{one.name}</span>
      <span>
        {words} {one.what === 'machines' && <AgencyHosts agencyId={one.agencyId} detail={detail} />}
      </span>
    </li>
  )
}
