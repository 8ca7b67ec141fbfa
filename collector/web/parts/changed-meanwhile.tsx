import { Button, Group } from '@mantine/core'
import type { ReactNode } from 'react'
import { Refusal } from '#protocol/refusals.ts'
import { useSpeech } from '../language.tsx'
import { useFailureText } from './failure.tsx'
import { RowsTable } from './rows-table.tsx'
import styles from './changed-meanwhile.module.css'

/** Somebody else changed what this form is about since it was opened. */
export const isChangedMeanwhile = (error: unknown): boolean =>
  error instanceof Refusal && error.code === 'CHANGED_MEANWHILE'

/** One part of what is edited, as it was typed and as the other person saved it. */
export type Compared = { readonly part: string; readonly mine: string; readonly theirs: string }

/**
 * Says who changed it and when, how it stands now beside what was typed, and lets the reader choose; what was typed
 * stays in the form until then. The caller reads the newer state and sends its revision with the next attempt.
 */
export function ChangedMeanwhile(props: {
  error: unknown
  /** Every part of the form; those that are the same are left out. */
  compared?: readonly Compared[] | null | undefined
  onKeepMine?: (() => void) | undefined
  /** Puts what the other person saved into the form. */
  onTakeTheirs?: (() => void) | undefined
  children?: ReactNode
}) {
  const { t } = useSpeech()
  const textOf = useFailureText()
  const { error, compared, onKeepMine, onTakeTheirs, children } = props
  if (!isChangedMeanwhile(error)) return null
  return (
    <div className={styles['changed']} role="alert">
      <strong>{t('meanwhile.title')}</strong>
      <p>{textOf(error)}</p>
      {compared && <BesideEachOther compared={compared} />}
      {children}
      {(onKeepMine ?? onTakeTheirs) && (
        <Group gap="xs" mt={8}>
          {onKeepMine && (
            <Button size="xs" variant="default" onClick={onKeepMine}>
              {t('meanwhile.keep-mine')}
            </Button>
          )}
          {onTakeTheirs && (
            <Button size="xs" variant="default" onClick={onTakeTheirs}>
              {t('meanwhile.take-theirs')}
            </Button>
          )}
        </Group>
      )}
    </div>
  )
}

function BesideEachOther({ compared }: { compared: readonly Compared[] }) {
  const { t } = useSpeech()
  const differing = compared.filter(({ mine, theirs }) => mine !== theirs)
  if (differing.length === 0) return <p>{t('meanwhile.same')}</p>
  const heads = [t('meanwhile.what'), t('meanwhile.mine'), t('meanwhile.theirs')]
  return (
    <RowsTable name={t('meanwhile.title')} heads={heads} size="narrow">
      {differing.map(({ part, mine, theirs }) => (
        <tr key={part}>
          <th scope="row">{part}</th>
          <td>{mine || '—'}</td>
          <td>{theirs || '—'}</td>
        </tr>
      ))}
    </RowsTable>
  )
}
