import { ActionIcon } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { Fragment, useState } from 'react'
import { actionName, personName } from '#i18n/audit-text.ts'
import type { AuditRow } from '#protocol/audit-views.ts'
import { useSpeech } from '../../language.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { AuditEntry } from './audit-entry.tsx'
import styles from './audit.module.css'

type Choosing = { onSubject: (subject: string) => void }

/** Entries, the newest first; each opens to what stood before and what stands after. */
export function AuditTable(props: { entries: readonly AuditRow[] } & Choosing) {
  const { t } = useSpeech()
  const [open, setOpen] = useState<number | null>(null)
  const heads = [
    t('audit.number'),
    t('audit.at'),
    t('audit.who'),
    t('audit.action'),
    t('audit.subject'),
    t('audit.address'),
  ]
  return (
    <RowsTable name={t('audit.title')} heads={heads} size="narrow">
      {props.entries.map((entry) => (
        <Fragment key={entry.id}>
          <EntryRow
            entry={entry}
            isOpen={open === entry.id}
            onToggle={() => setOpen(open === entry.id ? null : entry.id)}
            onSubject={props.onSubject}
          />
          {open === entry.id && (
            <tr>
              <td colSpan={heads.length} className={styles['detail']}>
                <AuditEntry id={entry.id} />
              </td>
            </tr>
          )}
        </Fragment>
      ))}
    </RowsTable>
  )
}

function EntryRow(props: { entry: AuditRow; isOpen: boolean; onToggle: () => void } & Choosing) {
  const words = useSpeech()
  const { t, time } = words
  const { entry, isOpen } = props
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <tr className={styles['row']} data-open={isOpen}>
      <th scope="row">
        <span className={styles['number']}>
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={t('audit.open', { id: String(entry.id) })}
            aria-expanded={isOpen}
            onClick={props.onToggle}
          >
            <Chevron size={15} aria-hidden />
          </ActionIcon>
          {String(entry.id)}
        </span>
      </th>
      <td className={styles['when']}>{time(entry.atMs)}</td>
      <td>{personName(words, entry.actor)}</td>
      <td>{actionName(words, entry.action)}</td>
      <td>
        <button
          type="button"
          className={styles['subject']}
          title={t('audit.of-subject')}
          onClick={() => props.onSubject(entry.subject)}
        >
          {entry.subject}
        </button>
      </td>
      <td className={styles['when']}>{entry.address ?? '–'}</td>
    </tr>
  )
}
