import { Link } from '@tanstack/react-router'
import type { KeyboardEvent, MouseEvent } from 'react'
import { controlGroups, type HostColumn } from '#protocol/host-columns.ts'
import type { HostRow } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { useCostWords } from '../../parts/cost-words.ts'
import { ConnectionDot, ScriptIcon, SharingKeyIcon } from '../../parts/host-signs.tsx'
import type { HostsSearch } from '../../search.ts'
import { GroupStates, WorstCounts } from './host-states.tsx'
import type { useRovingRows } from './roving-rows.ts'
import styles from './host-table.module.css'

type RowProps = ReturnType<ReturnType<typeof useRovingRows>['propsOf']> & {
  'aria-rowindex': number
}
type Filter = (patch: HostsSearch) => void

/**
 * One host; undefined: its page is on its way, and the same element waits for it, so that a focus stays.
 * Enter opens it; what is inside is for the mouse, so that Tab leaves the table in one step.
 */
export function HostTableRow(props: {
  host: HostRow | undefined
  columns: readonly HostColumn[]
  rowProps: RowProps
  onFilter: Filter
  onOpen: (id: HostRow['id']) => void
}) {
  const { host, rowProps, onFilter } = props
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter' && host && event.target === event.currentTarget) {
      props.onOpen(host.id)
    }
    rowProps.onKeyDown(event)
  }
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const cell = event.target instanceof Element ? event.target.closest('td') : null
    const filter = host && filterOf(cell?.dataset['value'], host)
    if (filter) onFilter(filter)
  }
  if (!host) {
    return (
      <tr {...rowProps} aria-busy className={styles['waiting']}>
        <td colSpan={props.columns.length}>…</td>
      </tr>
    )
  }
  return (
    <tr {...rowProps} onKeyDown={onKeyDown} onClick={onClick}>
      {props.columns.map((column) => (
        <Cell key={column} column={column} host={host} onFilter={onFilter} />
      ))}
    </tr>
  )
}

type CellProps = { column: HostColumn; host: HostRow; onFilter: Filter }

function Cell({ column, host, onFilter }: CellProps) {
  const { t } = useSpeech()
  const { agentText } = useCostWords()
  const group = controlGroups.find(({ id }) => id === column)
  if (group) {
    return (
      <td>
        <GroupStates host={host} controls={group.controls} />
      </td>
    )
  }
  switch (column) {
    case 'host':
      return <NameCell host={host} />
    case 'worst':
      return (
        <td>
          <WorstCounts host={host} onFilter={(state) => onFilter({ state })} />
        </td>
      )
    case 'agency':
      return <Value text={host.agency.name} of="agency" />
    case 'class':
      return <Value text={t(`class.${host.class}`)} of="class" />
    case 'os': {
      const { osName } = host
      if (osName === null) return <td>—</td>
      return <Value text={osName} of="os" />
    }
    case 'address':
      return <td>{host.address ?? '—'}</td>
    case 'agent':
      return <td>{agentText(host.agent)}</td>
    default:
      return <LastReport host={host} />
  }
}

function NameCell({ host }: { host: HostRow }) {
  return (
    <th scope="row" className={styles['host']}>
      <ConnectionDot isConnected={host.isConnected} />
      <Link to="/hosts/$id" params={{ id: host.id }} tabIndex={-1} title={host.hostname}>
        {host.hostname}
      </Link>
      {host.isSharingKey && <SharingKeyIcon />}
      {host.script && <ScriptIcon />}
    </th>
  )
}

/** A value that narrows the list to those that have it too; the row takes the click. */
function Value({ text, of }: { text: string; of: 'agency' | 'class' | 'os' }) {
  const { t } = useSpeech()
  return (
    <td data-value={of} className={styles['value']} title={t('hosts.filter-by', { value: text })}>
      {text}
    </td>
  )
}

function filterOf(value: string | undefined, host: HostRow): HostsSearch | null {
  if (value === 'agency') return { agency: host.agency.id }
  if (value === 'class') return { class: host.class }
  if (value === 'os' && host.osName !== null) return { os: host.osName }
  return null
}

function LastReport({ host }: { host: HostRow }) {
  const { t, time } = useSpeech()
  return (
    <td className={styles['last']}>
      <GroupStates host={host} controls={['reporting']} />
      {host.lastReceivedMs === null ? t('hosts.never') : time(host.lastReceivedMs)}
    </td>
  )
}
