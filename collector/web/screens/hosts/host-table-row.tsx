import { Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { KeyboardEvent } from 'react'
import type { HostRow } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { useCostWords } from '../../parts/cost-words.ts'
import { ClassIcon, ConnectionDot, SharingKeyIcon } from '../../parts/host-signs.tsx'
import { StateIcon } from '../../parts/state-mark.tsx'
import { controlGroups, GroupStates, stateOf, WorstCounts } from './host-states.tsx'
import type { useRovingRows } from './roving-rows.ts'
import styles from './host-table.module.css'

type RowProps = ReturnType<ReturnType<typeof useRovingRows>>

/** One host. Enter opens it; the links inside are for the mouse, so that Tab leaves the table in one step. */
export function HostTableRow(props: {
  host: HostRow
  rowIndex: number
  rowProps: RowProps
  onOpen: () => void
  showsAgents: boolean
}) {
  const { agentText } = useCostWords()
  const { host, rowProps } = props
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Enter' && event.target === event.currentTarget) props.onOpen()
    rowProps.onKeyDown(event)
  }
  return (
    <tr {...rowProps} onKeyDown={onKeyDown} aria-rowindex={props.rowIndex}>
      <th scope="row" className={styles['host']}>
        <span className={styles['name']}>
          <ConnectionDot isConnected={host.isConnected} />
          <Link to="/hosts/$id" params={{ id: host.id }} tabIndex={-1} title={host.hostname}>
            {host.hostname}
          </Link>
          {host.isSharingKey && <SharingKeyIcon />}
        </span>
      </th>
      <td>
        <WorstCounts host={host} />
      </td>
      {controlGroups.map(({ id, controls }) => (
        <td key={id}>
          <GroupStates host={host} controls={controls} />
        </td>
      ))}
      <td className={styles['agency']}>
        <Link
          from="/hosts"
          to="/hosts"
          search={(before) => ({ ...before, agency: host.agency.id, page: undefined })}
          tabIndex={-1}
          title={host.agency.name}
          className={styles['quiet']}
        >
          {host.agency.name}
        </Link>
      </td>
      <td className={styles['os']}>
        <span className={styles['name']}>
          <ClassIcon hostClass={host.class} />
          <span title={host.osName ?? ''}>{host.osName ?? '—'}</span>
        </span>
      </td>
      <td className={styles['address']}>
        {props.showsAgents ? agentText(host.agent) : (host.address ?? '—')}
      </td>
      <td className={styles['last']}>
        <LastReport host={host} />
      </td>
    </tr>
  )
}

function LastReport({ host }: { host: HostRow }) {
  const { t, time } = useSpeech()
  const state = stateOf(host, 'reporting')
  const words = `${t('control.reporting.name')}: ${t(`state.${state}`)}`
  return (
    <Tooltip label={words}>
      <span className={styles['name']}>
        <span role="img" aria-label={words} className={styles['sign']}>
          <StateIcon state={state} size={14} />
        </span>
        {host.lastReceivedMs === null ? t('hosts.never') : time(host.lastReceivedMs)}
      </span>
    </Tooltip>
  )
}
