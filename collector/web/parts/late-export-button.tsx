import type { ComponentProps } from 'react'
import { useMay } from '../permission.ts'
import type { ExportButton } from './export-button.tsx'
import { ExportOpener } from './export-opener.tsx'
import { useLate } from './late.ts'

const load = () => import('./opened-export.tsx').then(({ OpenedExport }) => OpenedExport)

/** The button of a file on the first screen, whose menu is loaded when it is asked for. */
export function LateExportButton(props: ComponentProps<typeof ExportButton>) {
  const may = useMay()
  const [Opened, ask] = useLate(load)
  if (Opened) return <Opened {...props} />
  if (!may(props.route)) return null
  return (
    <div className="no-print">
      <ExportOpener onClick={ask} />
    </div>
  )
}
