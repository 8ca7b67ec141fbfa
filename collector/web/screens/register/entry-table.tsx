import { ActionIcon } from '@mantine/core'
import { IconHistory, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState, type ComponentType } from 'react'
import type { EntryPage, ListedEntryView } from '#protocol/register-views.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Hint } from '../../parts/hint.tsx'
import { codeFields, fieldsOf, labelKey, tableFields, type FieldForm } from './entry-fields.ts'
import { EntryForm } from './entry-form.tsx'
import { EntryHistory } from './entry-history.tsx'
import { entryName, fieldsOfBody, valueText } from './entry-values.ts'
import { EntryWithdraw } from './entry-withdraw.tsx'
import styles from './register.module.css'

type Opened = { what: 'correct' | 'history' | 'withdraw'; entry: ListedEntryView }

/** The entries of one page, each with its history and, for who may, the ways to change it. */
export function EntryTable(props: { page: EntryPage; isBusy: boolean; mayChange: boolean }) {
  const { t } = useSpeech()
  const { kind, entries } = props.page
  const [opened, setOpened] = useState<Opened | null>(null)
  const close = () => setOpened(null)
  const forms = new Map(fieldsOf(kind))
  const columns = tableFields[kind].flatMap((field) => {
    const form = forms.get(field)
    return form ? [{ field, form }] : []
  })
  return (
    <div
      className={styles['scroll']}
      tabIndex={0}
      role="group"
      aria-label={t(`import.kind.${kind}`)}
      aria-busy={props.isBusy}
    >
      <table className={`${styles['table']} ${styles['stacked']}`}>
        <thead>
          <tr>
            <th scope="col">{t('register.agency')}</th>
            {columns.map(({ field, form }) => (
              <th key={field} scope="col" className={isFigure(form) ? styles['figure'] : undefined}>
                {t(labelKey(kind, field))}
              </th>
            ))}
            <th scope="col">{t('register.field.from')}</th>
            <th scope="col">{t('register.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Row
              key={entry.entryId}
              entry={entry}
              columns={columns}
              mayChange={props.mayChange}
              onOpen={(what) => setOpened({ what, entry })}
            />
          ))}
        </tbody>
      </table>
      {opened?.what === 'correct' && (
        <EntryForm kind={kind} entry={opened.entry} agency={null} onClose={close} />
      )}
      {opened?.what === 'history' && <EntryHistory entry={opened.entry} onClose={close} />}
      {opened?.what === 'withdraw' && <EntryWithdraw entry={opened.entry} onClose={close} />}
    </div>
  )
}

function classOf(kind: EntryPage['kind'], field: string, form: FieldForm): string | undefined {
  if (isFigure(form)) return styles['figure']
  return kind === 'machine' && codeFields.has(field) ? styles['code'] : undefined
}

const isFigure = ({ form }: FieldForm) => /^(count|money)/.test(form)

function Row(props: {
  entry: ListedEntryView
  columns: readonly { field: string; form: FieldForm }[]
  mayChange: boolean
  onOpen: (what: Opened['what']) => void
}) {
  const speech = useSpeech()
  const { t } = speech
  const { entry, columns, onOpen } = props
  const fields = fieldsOfBody(entry.body)
  const name = entryName(entry.kind, entry.body, speech)
  return (
    <tr>
      <th scope="row">{entry.agencyName}</th>
      {columns.map(({ field, form }) => (
        <td
          key={field}
          className={classOf(entry.kind, field, form)}
          data-label={t(labelKey(entry.kind, field))}
        >
          {valueText(form, fields[field], speech)}
        </td>
      ))}
      <td data-label={t('register.field.from')}>{dayText(entry.fromDay)}</td>
      <td className={styles['acts-cell']}>
        <div className={styles['acts']}>
          <Act
            icon={IconHistory}
            name={t('register.history.one', { entry: name })}
            onClick={() => onOpen('history')}
          />
          {props.mayChange && (
            <>
              <Act
                icon={IconPencil}
                name={t('register.correct.one', { entry: name })}
                onClick={() => onOpen('correct')}
              />
              <Act
                icon={IconTrash}
                name={`${t('register.withdraw')} ${name}`}
                onClick={() => onOpen('withdraw')}
              />
            </>
          )}
        </div>
      </td>
    </tr>
  )
}

function Act(props: {
  icon: ComponentType<{ size?: number; stroke?: number }>
  name: string
  onClick: () => void
}) {
  const Icon = props.icon
  return (
    <Hint label={props.name}>
      <ActionIcon variant="subtle" size="md" aria-label={props.name} onClick={props.onClick}>
        <Icon size={16} stroke={1.7} />
      </ActionIcon>
    </Hint>
  )
}
