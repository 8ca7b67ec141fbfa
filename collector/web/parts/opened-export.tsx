import type { ComponentProps } from 'react'
import { ExportMenu, type ExportButton } from './export-button.tsx'
import { useOpenedAtOnce } from './late.ts'

/** The button of a file that was pressed before its menu was there. */
export function OpenedExport(props: ComponentProps<typeof ExportButton>) {
  const { button, isOpen, setOpen } = useOpenedAtOnce()
  return <ExportMenu {...props} button={button} menu={{ opened: isOpen, onChange: setOpen }} />
}
