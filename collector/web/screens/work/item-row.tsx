import { Checkbox, UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import { reasonText } from '#i18n/reason-text.ts'
import type { WorkItem } from '#protocol/work.ts'
import { useSpeech } from '../../language.tsx'
import { ClassIcon, ConnectionDot } from '../../parts/host-signs.tsx'
import { Causes, causeLines } from './causes.tsx'
import styles from './item-table.module.css'

/** One machine: why, who does it and until when. */
export function ItemRow(props: {
  item: WorkItem
  rowProps: ComponentProps<'tr'>
  isChosen: boolean
  onToggle: (isRange: boolean) => void
  onOpen: () => void
}) {
  const speech = useSpeech()
  const { t, date } = speech
  const { item, isChosen } = props
  const { decision } = item
  return (
    <tr {...props.rowProps} aria-selected={isChosen} data-chosen={isChosen}>
      <td className={`${styles['check']} no-print`}>
        <Checkbox
          size="xs"
          tabIndex={-1}
          aria-label={t('work.select', { name: item.name })}
          checked={isChosen}
          onChange={(event) => {
            const { nativeEvent } = event
            props.onToggle(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
          }}
        />
      </td>
      <th scope="row">
        <span className={styles['name']}>
          {item.kind === 'host' && <ConnectionDot isConnected={item.isConnected} />}
          <ClassIcon hostClass={item.class} />
          <MachineName item={item} />
        </span>
        <small>{item.agency.name}</small>
      </th>
      <td className={styles['why']} title={causeLines(item, (one) => reasonText(speech, one))}>
        <Causes item={item} isShort />
      </td>
      <td>
        <UnstyledButton
          tabIndex={-1}
          className={styles['status'] ?? ''}
          data-status={item.status}
          aria-label={`${t(`work.status.${item.status}`)}. ${t('work.open', { name: item.name })}`}
          onClick={props.onOpen}
        >
          {t(`work.status.${item.status}`)}
          <IconChevronRight size={13} stroke={2} aria-hidden />
        </UnstyledButton>
        <Marks item={item} />
      </td>
      <td data-label={t('work.column.owner')}>
        {decision?.owner?.name ?? <span className={styles['none']}>{t('work.owner.none')}</span>}
      </td>
      <td data-label={t('work.column.due')} data-bad={item.isOverdue}>
        {decision?.dueDay ? (
          date(Date.parse(`${decision.dueDay}T12:00:00+07:00`))
        ) : (
          <span className={styles['none']}>{t('work.due.none')}</span>
        )}
        {item.isOverdue && <small>{t('work.is-overdue')}</small>}
      </td>
    </tr>
  )
}

function MachineName({ item }: { item: WorkItem }) {
  if (item.kind === 'machine') return <span className={styles['text']}>{item.name}</span>
  return (
    <Link to="/hosts/$id" params={{ id: item.id }} tabIndex={-1} className={styles['text']}>
      {item.name}
    </Link>
  )
}

/** What is beside the status; an accepted risk says until when and why. */
export function Marks({ item }: { item: WorkItem }) {
  const { t, date } = useSpeech()
  const { risk } = item.decision ?? { risk: null }
  return (
    <>
      {item.status === 'accepted' && risk && (
        <small>
          {t('work.risk.until', {
            day: date(Date.parse(`${risk.untilDay}T12:00:00+07:00`)),
            reason: risk.reason,
          })}
        </small>
      )}
      {item.isExpiring && <small data-tone="warn">{t('work.is-expiring')}</small>}
      {item.hasExpired && <small data-tone="warn">{t('work.has-expired')}</small>}
      {item.hasReturned && <small data-tone="warn">{t('work.has-returned')}</small>}
    </>
  )
}
