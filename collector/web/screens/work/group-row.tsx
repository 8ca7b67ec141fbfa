import { Link } from '@tanstack/react-router'
import { decidedStatuses, type WorkGroup } from '#protocol/work.ts'
import { useSpeech } from '../../language.tsx'
import { Hint } from '../../parts/hint.tsx'
import { useMay } from '../../permission.ts'
import { useGainText } from './gain-text.ts'
import type { TodoSearch } from './work-queries.ts'
import styles from './group-row.module.css'

/** One remedy: how many machines, what it is worth, and how far it is. */
export function GroupRow({ group, search }: { group: WorkGroup; search: TodoSearch }) {
  const { t, counted } = useSpeech()
  const { remedy, severity, machines, agencies, isPinned } = group
  return (
    <li className={styles['group']} data-pinned={isPinned}>
      <div className={styles['what']}>
        <Link to="/todo/$remedy" params={{ remedy }} search={search} className={styles['name']}>
          {t(`remedy.${remedy}.name`)}
        </Link>
        <span className={styles['marks']}>
          {isPinned && <span className={styles['pinned']}>{t('work.pinned')}</span>}
          <span className={styles['severity']} data-severity={severity}>
            {t('verdict.severity', { severity: t(`severity.${severity}`) })}
          </span>
        </span>
      </div>
      <div>
        <Link to="/todo/$remedy" params={{ remedy }} search={search} className={styles['count']}>
          {counted('work.machines', machines)}
        </Link>
        <small>{counted('work.agencies', agencies)}</small>
      </div>
      <Gain group={group} />
      <Progress group={group} search={search} />
    </li>
  )
}

function Gain({ group }: { group: WorkGroup }) {
  const { t } = useSpeech()
  const { totalText, lineText } = useGainText()
  const may = useMay()
  // Who may not read indicators is not told that nothing of them moves.
  if (!may('overview')) return <div className={styles['gain']} />
  const total = totalText(group)
  if (total === null) return <div className={styles['gain']}>{t('work.gain.none')}</div>
  const lines = group.gains.map(lineText)
  const isLowerBound = group.gains.some((gain) => gain.isLowerBound)
  const label = [...lines, ...(isLowerBound ? [t('work.gain.lower-bound')] : [])].join('\n')
  return (
    <Hint label={label} width={420}>
      <div className={styles['gain']} tabIndex={0} role="note" aria-label={label}>
        <strong data-none={group.surely.numerator === 0}>{total.main}</strong>
        {total.more && <small>{total.more}</small>}
      </div>
    </Hint>
  )
}

/** Only what is so is said; that most of it is new goes without saying. */
function Progress({ group, search }: { group: WorkGroup; search: TodoSearch }) {
  const { t, number } = useSpeech()
  const { remedy, statuses, overdue, expiring, unowned } = group
  const begun = decidedStatuses.filter((status) => status !== 'new' && statuses[status] > 0)
  const opens = (part: TodoSearch, text: string) => (
    <Link to="/todo/$remedy" params={{ remedy }} search={{ ...search, ...part }}>
      {text}
    </Link>
  )
  return (
    <ul className={styles['progress']} aria-label={t('work.column.standing')}>
      {overdue > 0 && (
        <li data-tone="bad">
          {opens({ overdue: 'yes' }, t('work.overdue', { count: number(overdue) }))}
        </li>
      )}
      {expiring > 0 && (
        <li data-tone="warn">
          {opens({ expiring: 'yes' }, t('work.expiring', { count: number(expiring) }))}
        </li>
      )}
      {begun.map((status) => (
        <li key={status}>
          {opens(
            { status },
            t('work.counted', {
              status: t(`work.status.${status}`),
              count: number(statuses[status]),
            }),
          )}
        </li>
      ))}
      {unowned > 0 && (
        <li data-tone="quiet">
          {opens({ owner: 'none' }, t('work.unowned', { count: number(unowned) }))}
        </li>
      )}
    </ul>
  )
}
