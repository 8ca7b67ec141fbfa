import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react'
import type { IndicatorView } from '#protocol/views.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { decimalsOf, isMoreBetter, type Change } from '../../trends/change.ts'
import styles from './change-text.module.css'

type Of = Pick<IndicatorView, 'kind' | 'comparator' | 'strictness'>

/** How far a figure moved since a frozen one, or why nobody can say. */
export function ChangeText({ indicator, change }: { indicator: Of; change: Change }) {
  const { t } = useSpeech()
  const byText = useByText()
  if (change.kind === 'none') {
    return <p className={styles['change']}>{t(`change.${change.because}`)}</p>
  }
  const { by, since } = change
  const Icon = by === 0 ? IconArrowRight : by > 0 ? IconArrowUpRight : IconArrowDownRight
  return (
    <p className={styles['change']} data-tone={toneOf(indicator, by)}>
      <Icon size={14} stroke={1.9} aria-hidden />
      {by === 0
        ? t('change.same', { day: dayText(since.day) })
        : t('change.since', { by: byText(indicator.kind, by), day: dayText(since.day) })}
    </p>
  )
}

/** A change with its sign and its unit. */
function useByText(): (kind: IndicatorView['kind'], by: number) => string {
  const { t, number } = useSpeech()
  return (kind, by) => {
    const size = number(Math.abs(by), decimalsOf(kind, by))
    const signed = by < 0 ? `−${size}` : `+${size}`
    return kind === 'share' ? t('change.points', { by: signed }) : signed
  }
}

function toneOf(indicator: Of, by: number): 'better' | 'worse' | 'plain' {
  const isMore = isMoreBetter(indicator)
  if (by === 0 || isMore === null) return 'plain'
  return by > 0 === isMore ? 'better' : 'worse'
}
