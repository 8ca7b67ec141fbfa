import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useId } from 'react'
import type { HostPage } from '#protocol/views.ts'
import type { PlainKey } from '#i18n/translator.ts'
import { useSpeech } from '../../language.tsx'
import type { HostsSearch } from '../../search.ts'
import { controlGroups } from './host-states.tsx'
import { HostTableRow } from './host-table-row.tsx'
import { useRovingRows } from './roving-rows.ts'
import styles from './host-table.module.css'

type Sort = NonNullable<HostsSearch['sort']>
type Props = {
  page: HostPage
  sort: Sort | undefined
  onChange: (patch: HostsSearch) => void
  /** Shows agents in the place of addresses. */
  showsAgents: boolean
}

/** The rows of one page, under a head that stays. */
export function HostTable({ page, sort = 'worst', onChange, showsAgents }: Props) {
  const { t } = useSpeech()
  const tableId = useId()
  const navigate = useNavigate()
  const rowProps = useRovingRows(page.hosts.length, tableId)
  const first = (page.page - 1) * page.pageSize
  const head = (text: PlainKey, by: Sort) => (
    <SortHead text={t(text)} by={by} sort={sort} onSort={(next) => onChange({ sort: next })} />
  )
  return (
    <div className={styles['scroll']}>
      <table
        data-agents={showsAgents}
        id={tableId}
        className={styles['table']}
        aria-rowcount={page.total + 1}
      >
        <caption className={styles['caption']}>{t('hosts.keys')}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {head('column.host', 'hostname')}
            {head('column.worst', 'worst')}
            {controlGroups.map(({ id }) => (
              <th key={id} scope="col">
                {t(`group.${id}`)}
              </th>
            ))}
            {head('column.agency', 'agency')}
            <th scope="col">{t('column.os')}</th>
            <th scope="col">{t(showsAgents ? 'column.agent' : 'column.address')}</th>
            {head('column.last-report', 'last-received')}
          </tr>
        </thead>
        <tbody>
          {page.hosts.map((host, row) => (
            <HostTableRow
              key={host.id}
              host={host}
              showsAgents={showsAgents}
              rowIndex={first + row + 2}
              rowProps={rowProps(row)}
              onOpen={() => void navigate({ to: '/hosts/$id', params: { id: host.id } })}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A second press goes back to worst first. */
function SortHead(props: { text: string; by: Sort; sort: Sort; onSort: (sort: Sort) => void }) {
  const isOn = props.sort === props.by
  const Icon = isOn ? IconArrowDown : IconArrowsSort
  const direction = props.by === 'hostname' || props.by === 'agency' ? 'ascending' : 'descending'
  return (
    <th scope="col" aria-sort={isOn ? direction : 'none'}>
      <UnstyledButton
        className={styles['sort']}
        data-on={isOn}
        onClick={() => props.onSort(isOn ? 'worst' : props.by)}
      >
        {props.text}
        <Icon size={13} stroke={1.8} aria-hidden />
      </UnstyledButton>
    </th>
  )
}
