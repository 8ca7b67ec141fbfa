import {
  IconCircleCheck,
  IconClock,
  IconClockExclamation,
  IconMailExclamation,
  type IconProps,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { SendingState } from '#protocol/obligations.ts'
import { useSpeech } from '../../language.tsx'
import styles from './obligations.module.css'

/** The colour family of a state; it always comes with the sign and the word. */
export const sendingTone: Record<SendingState, 'met' | 'unmet' | 'warn' | 'unknown'> = {
  overdue: 'unmet',
  'not-due': 'unknown',
  late: 'warn',
  'on-time': 'met',
}

const icons: Record<SendingState, ComponentType<IconProps>> = {
  overdue: IconMailExclamation,
  'not-due': IconClock,
  late: IconClockExclamation,
  'on-time': IconCircleCheck,
}

/** How the sending of a report stands: sign and word. */
export function SendingMark({ sending }: { sending: SendingState }) {
  const { t } = useSpeech()
  const Icon = icons[sending]
  return (
    <span className={styles['mark']} data-tone={sendingTone[sending]}>
      <Icon size={16} stroke={1.9} aria-hidden />
      {t(`sending.${sending}`)}
    </span>
  )
}
