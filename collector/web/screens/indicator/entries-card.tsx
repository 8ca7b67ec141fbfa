import { Link } from '@tanstack/react-router'
import type { DeclaredEntryView, IndicatorDetailView } from '#protocol/plan-views.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { FirstRows } from '../../parts/first-rows.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import styles from './indicator.module.css'

/** What agencies declared for this figure, entry by entry; each row opens the register where it stands. */
export function EntriesCard({ detail }: { detail: IndicatorDetailView }) {
  const { t, number } = useSpeech()
  const { entries, entriesTotal } = detail
  if (entriesTotal === 0) return null
  const heads = ['agency', 'what', 'numbers', 'from'] as const
  return (
    <Card
      title={t('one.entries')}
      aside={t('one.entries.total', { count: number(entriesTotal) })}
      isFlush
    >
      <FirstRows rows={entries}>
        {(rows) => (
          <RowsTable name={t('one.entries')} heads={heads.map((head) => t(`one.entries.${head}`))}>
            {rows.map((entry) => (
              <EntryRow key={entry.entryId} entry={entry} indicator={detail.indicator} />
            ))}
          </RowsTable>
        )}
      </FirstRows>
      {entries.length < entriesTotal && (
        <p className={styles['quiet']}>
          {t('one.entries.cut', { shown: number(entries.length), count: number(entriesTotal) })}
        </p>
      )}
    </Card>
  )
}

function EntryRow(props: {
  entry: DeclaredEntryView
  indicator: IndicatorDetailView['indicator']
}) {
  const { t, number, local } = useSpeech()
  const { kind, agencyId, agencyName, numbers, fromDay } = props.entry
  // A figure is declared under its id, with the year where it has one; it is read by the indicator's name.
  const [, year = ''] = /(\.\d{4})$/.exec(props.entry.name ?? '') ?? []
  const name =
    kind === 'figure'
      ? `${local(props.indicator.name)} ${year.replace('.', '')}`.trim()
      : props.entry.name
  const said =
    numbers === null
      ? ''
      : numbers.denominator === null
        ? number(numbers.numerator)
        : `${number(numbers.numerator)}/${number(numbers.denominator)}`
  return (
    <tr>
      <th scope="row">{agencyName}</th>
      <td>
        <Link to="/register/entries" search={{ kind, agency: agencyId }}>
          {name ?? t(`import.kind.${kind}`)}
        </Link>
        {name !== null && <small>{t(`import.kind.${kind}`)}</small>}
      </td>
      <td>{said}</td>
      <td>{dayText(fromDay)}</td>
    </tr>
  )
}
