import { Text } from '@mantine/core'
import { decidedStatus, type WorkDecision } from '#protocol/work.ts'
import { dayAt, dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { useToday } from '../../today.ts'
import { historyLines, type WorkFieldChange } from './changes.ts'
import styles from './item-dialog.module.css'

/** All that was changed of an item and by whom, and acceptances that ran out, the newest first. */
export function WorkHistory({ history }: { history: readonly WorkDecision[] }) {
  const { t, time } = useSpeech()
  const today = useToday()
  if (history.length === 0) return <Text size="sm">{t('work.history.none')}</Text>
  return (
    <ol className={styles['history']}>
      {historyLines(history, { today, dayOf: dayAt }).map((line) =>
        line.kind === 'expired' ? (
          <li key={`expired ${line.day}`}>
            <strong>{t('work.history.expired', { day: dayText(line.day) })}</strong>
          </li>
        ) : (
          <li key={line.decision.revision}>
            {line.changes.length === 0 && <p>{t('work.history.same')}</p>}
            {line.changes.map((change) => (
              <Change key={change.field} change={change} />
            ))}
            <small>
              {t('work.history.line', { time: time(line.decision.atMs), by: line.decision.by })}
              {line.decision.isUndo && ` · ${t('work.history.undo')}`}
            </small>
          </li>
        ),
      )}
    </ol>
  )
}

const days: ReadonlySet<WorkFieldChange['field']> = new Set(['due', 'risk-until'])

function Change({ change: { field, before, after } }: { change: WorkFieldChange }) {
  const { t } = useSpeech()
  const textOf = (value: string | null) => {
    if (value === null) return t('work.history.nothing')
    if (days.has(field)) return dayText(value)
    const status = field === 'status' ? decidedStatus.safeParse(value).data : undefined
    return status ? t(`work.status.${status}`) : value
  }
  return (
    <p>
      {t(`work.history.field.${field}`)}:{' '}
      {before === null ? textOf(before) : <del>{textOf(before)}</del>} →{' '}
      <strong>{textOf(after)}</strong>
    </p>
  )
}
