import { UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useId } from 'react'
import type { HostQuery } from '#protocol/host-query.ts'
import type { HostColumn } from '#protocol/host-columns.ts'
import { useSpeech } from '../../language.tsx'
import type { HostsSearch } from '../../search.ts'
import { columnSort, columnText } from './columns.ts'
import { useHostRows } from './host-rows.ts'
import { HostTableRow } from './host-table-row.tsx'
import { useRovingRows } from './roving-rows.ts'
import { useVirtualRows } from './virtual-rows.ts'
import styles from './host-table.module.css'

type Sort = NonNullable<HostsSearch['sort']>
export type HostListProps = {
  total: number
  query: HostQuery
  visit: number
  columns: readonly HostColumn[]
  onChange: (patch: HostsSearch) => void
}

const rowHeight = 38

/** Every row of the list under a head that stays; only what the window shows is drawn. */
export function HostTable({ total, query, visit, columns, onChange }: HostListProps) {
  const { t } = useSpeech()
  const tableId = useId()
  const navigate = useNavigate()
  const roving = useRovingRows({
    rowCount: total,
    listId: tableId,
    onReach: (row) => virtualizer.scrollToIndex(row, { align: 'auto' }),
  })
  const size = { count: total, rowHeight, isMeasured: false }
  const { list, virtualizer, pieces } = useVirtualRows(size, roving.active)
  const places = pieces.flatMap((piece) => ('row' in piece ? [piece.row] : []))
  const hostAt = useHostRows({ query, visit }, places)
  return (
    <div className={styles['scroll']} ref={list}>
      <table id={tableId} className={styles['table']} aria-rowcount={total + 1}>
        <caption className={styles['caption']}>{t('hosts.keys')}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Head key={column} column={column} sort={query.sort} onChange={onChange} />
            ))}
          </tr>
        </thead>
        <tbody>
          {pieces.map((piece) => {
            if (!('row' in piece)) return <Room key={`room ${piece.before}`} room={piece.room} />
            const { row } = piece
            const host = hostAt(row)
            const rowProps = { ...roving.propsOf(row), 'aria-rowindex': row + 2 }
            return (
              <HostTableRow
                key={row}
                host={host}
                columns={columns}
                rowProps={rowProps}
                onFilter={onChange}
                onOpen={(id) => void navigate({ to: '/hosts/$id', params: { id } })}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Room({ room }: { room: number }) {
  return (
    <tr aria-hidden className={styles['room']}>
      <td style={{ height: room }}>{'\u00a0'}</td>
    </tr>
  )
}

type HeadProps = { column: HostColumn; sort: Sort; onChange: HostListProps['onChange'] }

/** A second press goes back to worst first. */
function Head({ column, sort, onChange }: HeadProps) {
  const { t } = useSpeech()
  const by = columnSort[column]
  const text = t(columnText[column])
  if (by === undefined) {
    return (
      <th scope="col" data-column={column}>
        {text}
      </th>
    )
  }
  const isOn = sort === by
  const Icon = isOn ? IconArrowDown : IconArrowsSort
  const direction = by === 'hostname' || by === 'agency' ? 'ascending' : 'descending'
  return (
    <th scope="col" data-column={column} aria-sort={isOn ? direction : 'none'}>
      <UnstyledButton
        className={styles['sort']}
        data-on={isOn}
        onClick={() => onChange({ sort: isOn ? 'worst' : by })}
      >
        {text}
        <Icon size={13} stroke={1.8} aria-hidden />
      </UnstyledButton>
    </th>
  )
}
