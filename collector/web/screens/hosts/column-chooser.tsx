import { Button, Checkbox, Popover } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { hostColumns, type HostColumn } from '#protocol/host-columns.ts'
import { useSpeech } from '../../language.tsx'
import { columnText } from './columns.ts'
import styles from './toolbar.module.css'

/** Which columns are shown; the choice stands in the address, so that a saved view keeps it. */
export function ColumnChooser(props: {
  shown: readonly HostColumn[]
  /** Null: the usual ones. */
  onChange: (columns: readonly HostColumn[] | null) => void
}) {
  const { t } = useSpeech()
  const { shown, onChange } = props
  const toggle = (column: HostColumn) => {
    const isShown = shown.includes(column)
    onChange(hostColumns.filter((one) => (one === column ? !isShown : shown.includes(one))))
  }
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconColumns3 size={15} />}>
          {t('hosts.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <fieldset className={styles['columns']}>
          <legend>{t('hosts.columns.legend')}</legend>
          {hostColumns.map((column) => (
            <Checkbox
              key={column}
              size="xs"
              label={t(columnText[column])}
              checked={shown.includes(column)}
              disabled={column === 'host'}
              onChange={() => toggle(column)}
            />
          ))}
        </fieldset>
        <Button size="compact-xs" variant="subtle" onClick={() => onChange(null)}>
          {t('hosts.columns.usual')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
