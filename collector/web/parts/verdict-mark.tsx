import {
  IconCircleCheck,
  IconCircleDotted,
  IconCircleMinus,
  IconCircleX,
  IconHelpCircle,
  IconScale,
  IconTrendingUp,
  type IconProps,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { IndicatorVerdict } from '#protocol/views.ts'
import { useSpeech } from '../language.tsx'
import styles from './verdict-mark.module.css'

export type Tone = 'met' | 'unmet' | 'warn' | 'info' | 'unknown'

const looks: Record<IndicatorVerdict, { icon: ComponentType<IconProps>; tone: Tone }> = {
  met: { icon: IconCircleCheck, tone: 'met' },
  unmet: { icon: IconCircleX, tone: 'unmet' },
  'within-tolerance': { icon: IconCircleDotted, tone: 'met' },
  'below-aspiration': { icon: IconTrendingUp, tone: 'warn' },
  'insufficient-data': { icon: IconHelpCircle, tone: 'info' },
  'needs-decision': { icon: IconScale, tone: 'info' },
  'not-applicable': { icon: IconCircleMinus, tone: 'unknown' },
}

/** The colour family of a verdict; it always comes with the sign and the word. */
export const toneOf = (verdict: IndicatorVerdict): Tone => looks[verdict].tone

/** The sign alone, where a heading over the list says the word; its name is the word. */
export function VerdictIcon({ verdict }: { verdict: IndicatorVerdict }) {
  const { t } = useSpeech()
  const { icon: Icon, tone } = looks[verdict]
  const word = t(`verdict.${verdict}`)
  return (
    <span className={styles['mark']} data-tone={tone} role="img" aria-label={word} title={word}>
      <Icon size={16} stroke={1.9} />
    </span>
  )
}

/** The verdict on an indicator: sign and word. */
export function VerdictMark({ verdict }: { verdict: IndicatorVerdict }) {
  const { t } = useSpeech()
  const { icon: Icon, tone } = looks[verdict]
  return (
    <span className={styles['mark']} data-tone={tone}>
      <Icon size={16} stroke={1.9} aria-hidden />
      {t(`verdict.${verdict}`)}
    </span>
  )
}
