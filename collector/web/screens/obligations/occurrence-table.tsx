import { Link } from '@tanstack/react-router'
import { sendingStates, type OccurrenceView } from '#protocol/obligations.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { sendingTone } from './sending-mark.tsx'
import styles from './obligations.module.css'

type Props = { name: string; occurrences: readonly OccurrenceView[]; today: string }

/** What falls due, the first first; every number opens the agencies that it counts. */
export function OccurrenceTable({ name, occurrences, today }: Props) {
  const { t } = useSpeech()
  const heads = [
    t('obligations.column.what'),
    t('obligations.column.period'),
    t('obligations.column.last-day'),
    t('obligations.column.reminder'),
    ...sendingStates.map((state) => t(`sending.${state}`)),
  ]
  return (
    <RowsTable name={name} heads={heads}>
      {occurrences.map((one) => (
        <OccurrenceRow key={`${one.obligationId} ${one.period}`} one={one} today={today} />
      ))}
    </RowsTable>
  )
}

function OccurrenceRow({ one, today }: { one: OccurrenceView; today: string }) {
  const { t, local, number } = useSpeech()
  const { obligation, obligationId: id, period, counts } = one
  const { from, to, title } = obligation
  const parties = { from: t(`party.${from}`), to: to === null ? '' : t(`party.${to}`) }
  return (
    <tr data-past={one.lastDay < today}>
      <td className={styles['what']}>
        <Link to="/obligations/$id/$period" params={{ id, period }}>
          {local(title)}
        </Link>
        <small>{to === null ? parties.from : t('obligations.from-to', parties)}</small>
        {one.dataWindow && (
          <small>
            {t('obligations.window', {
              from: dayText(one.dataWindow.fromDay),
              until: dayText(one.dataWindow.untilDay),
            })}
          </small>
        )}
      </td>
      <td className={styles['period']}>{period}</td>
      <td>
        {dayText(one.lastDay)}
        {one.isExclusive && (
          <small>{t('obligations.before', { day: dayText(one.namedDay) })}</small>
        )}
      </td>
      <td>
        {dayText(one.reminderDay)}
        {one.reminderBasis !== 'notified' && (
          <small>{t(`obligations.reminder-${one.reminderBasis}`)}</small>
        )}
      </td>
      {sendingStates.map((sending) => (
        <td key={sending}>
          {counts[sending] === 0 ? (
            <span className={styles['none']}>0</span>
          ) : (
            <Link
              to="/obligations/$id/$period"
              params={{ id, period }}
              search={{ sending }}
              className={styles['count']}
              data-tone={sendingTone[sending]}
              aria-label={`${t(`sending.${sending}`)}: ${number(counts[sending])}`}
            >
              {number(counts[sending])}
            </Link>
          )}
        </td>
      ))}
    </tr>
  )
}
