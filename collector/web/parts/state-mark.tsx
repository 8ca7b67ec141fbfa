import {
  IconCircleCheck,
  IconCircleMinus,
  IconCircleX,
  IconHelpCircle,
  type IconProps,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { VerdictState } from '#protocol/verdict-states.ts'
import { useSpeech } from '../language.tsx'
import styles from './state-mark.module.css'

const icons: Record<VerdictState, ComponentType<IconProps>> = {
  met: IconCircleCheck,
  unmet: IconCircleX,
  unknown: IconHelpCircle,
  'not-applicable': IconCircleMinus,
}

/** The sign of a state. Its shape differs as well as its colour; the word stands beside it or in its name. */
export function StateIcon({ state, size = 16 }: { state: VerdictState; size?: number }) {
  const Icon = icons[state]
  return <Icon size={size} stroke={1.9} className={styles['icon']} data-state={state} aria-hidden />
}

/** Sign and word. */
export function StateMark({ state }: { state: VerdictState }) {
  const { t } = useSpeech()
  return (
    <span className={styles['mark']} data-state={state}>
      <StateIcon state={state} />
      {t(`state.${state}`)}
    </span>
  )
}
