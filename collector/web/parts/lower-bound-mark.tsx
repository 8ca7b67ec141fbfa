import type { LowerBoundReason } from '#protocol/snapshots.ts'
import { useSpeech } from '../language.tsx'
import { Hint } from './hint.tsx'
import { SignMark } from './sign-mark.tsx'
import styles from './provisional-mark.module.css'

/**
 * "Mẫu số tối thiểu": some agency has declared a count alone, or nothing, so that there may be more machines. In a
 * table it is a sign before the number. `because`: which of the two; where the figure does not carry it, both.
 */
export function LowerBoundMark(props: { isSign?: boolean; because?: readonly LowerBoundReason[] }) {
  const { t } = useSpeech()
  const { isSign = false, because = [] } = props
  const reason = because.length === 1 && because[0] ? because[0] : 'either'
  const [words, why] = [t('one.lower-bound'), t(`one.lower-bound.${reason}`)]
  if (isSign) return <SignMark sign="≥" words={words} why={why} tone="warn" />
  return (
    <Hint label={why} width={300}>
      <span className={styles['mark']} tabIndex={0}>
        {words}
      </span>
    </Hint>
  )
}
