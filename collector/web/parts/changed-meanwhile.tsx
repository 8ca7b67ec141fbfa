import type { ReactNode } from 'react'
import { Refusal } from '#protocol/refusals.ts'
import { useSpeech } from '../language.tsx'
import { useFailureText } from './failure.tsx'
import styles from './changed-meanwhile.module.css'

/** Somebody else changed what this form is about since it was opened. */
export const isChangedMeanwhile = (error: unknown): boolean =>
  error instanceof Refusal && error.code === 'CHANGED_MEANWHILE'

/**
 * Says who changed it and when, and how it stands now; what was typed stays in the form. The caller reads the newer
 * state and sends its revision with the next attempt.
 */
export function ChangedMeanwhile({ error, children }: { error: unknown; children?: ReactNode }) {
  const { t } = useSpeech()
  const textOf = useFailureText()
  if (!isChangedMeanwhile(error)) return null
  return (
    <div className={styles['changed']} role="alert">
      <strong>{t('work.changed.title')}</strong>
      <p>{textOf(error)}</p>
      {children}
    </div>
  )
}
