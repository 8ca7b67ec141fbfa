import { Checkbox } from '@mantine/core'
import { useId, type KeyboardEvent } from 'react'
import type { WorkItem } from '#protocol/work.ts'
import { useSpeech } from '../../language.tsx'
import { useRovingRows } from '../hosts/roving-rows.ts'
import { ItemRow } from './item-row.tsx'
import { keyOf, type Selection } from './use-selection.ts'
import styles from './item-table.module.css'

const heads = ['machine', 'why', 'status', 'owner', 'due'] as const

/** The items of one page: Space chooses, Shift a range, Enter opens. */
export function ItemTable(props: {
  items: readonly WorkItem[]
  selection: Selection
  onOpen: (item: WorkItem) => void
}) {
  const { t } = useSpeech()
  const { items, selection, onOpen } = props
  const tableId = useId()
  const { propsOf } = useRovingRows({
    rowCount: items.length,
    listId: tableId,
    onReach: (row) =>
      document
        .querySelector(`[id="${tableId}"] [data-row="${row}"]`)
        ?.scrollIntoView({ block: 'nearest' }),
  })
  const hintId = useId()
  return (
    <>
      <p id={hintId} className={`${styles['hint']} no-print`}>
        {t('work.select.hint')}
      </p>
      <table id={tableId} className={styles['table']} aria-describedby={hintId}>
        <thead>
          <tr>
            <th scope="col" className="no-print">
              <Checkbox
                size="xs"
                aria-label={t('work.select-all')}
                checked={selection.areAllChosen}
                onChange={selection.toggleAll}
              />
            </th>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`work.column.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => {
            const roving = propsOf(index)
            const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
              const isRow = event.target === event.currentTarget
              if (isRow && event.key === ' ') {
                event.preventDefault()
                selection.toggle(index, event.shiftKey)
              }
              if (isRow && event.key === 'Enter') onOpen(item)
              roving.onKeyDown(event)
            }
            return (
              <ItemRow
                key={keyOf(item)}
                item={item}
                rowProps={{ ...roving, onKeyDown }}
                isChosen={selection.isChosen(item)}
                onToggle={(isRange) => selection.toggle(index, isRange)}
                onOpen={() => onOpen(item)}
              />
            )
          })}
        </tbody>
      </table>
    </>
  )
}
