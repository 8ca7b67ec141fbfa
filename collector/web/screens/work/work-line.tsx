import { Link } from '@tanstack/react-router'
import type { WorkItem } from '#protocol/work.ts'
import { useSpeech } from '../../language.tsx'
import { Marks } from './item-row.tsx'
import styles from './work-line.module.css'

/** Who puts a verdict right and until when, beside the verdict; it opens the item. */
export function WorkLine({ item }: { item: WorkItem }) {
  const { t, date } = useSpeech()
  const { remedy, decision, status } = item
  const due = decision?.dueDay
  const parts = [
    t(`work.status.${status}`),
    decision?.owner?.name ?? t('work.owner.none'),
    ...(due ? [`${t('work.column.due')} ${date(Date.parse(`${due}T12:00:00+07:00`))}`] : []),
  ]
  return (
    <div className={styles['line']} data-bad={item.isOverdue}>
      <Link to="/todo/$remedy" params={{ remedy }} search={{ q: item.name, open: item.id }}>
        {t('work.on-host', { remedy: t(`remedy.${remedy}.name`) })}
      </Link>
      <span>{parts.join(' · ')}</span>
      {item.isOverdue && <strong>{t('work.is-overdue')}</strong>}
      <Marks item={item} />
      {status === 'accepted' && <small>{t('work.unmet-still')}</small>}
    </div>
  )
}
