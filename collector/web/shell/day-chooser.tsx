import { useSearch } from '@tanstack/react-router'
import { useApi } from '../client.ts'
import { dayAt } from '../dates.ts'
import { useLate } from '../parts/late.ts'
import { DayButton } from './day-button.tsx'

const load = () => import('./day-panel.tsx').then(({ DayPanel }) => DayPanel)

/** Chooses the day that the whole console shows. */
export function DayChooser() {
  const { asOf } = useSearch({ from: '__root__' })
  const { clock } = useApi()
  const [Panel, ask] = useLate(load)
  const shown = asOf === undefined || asOf > clock.now() ? null : dayAt(asOf)
  return Panel ? <Panel shown={shown} /> : <DayButton shown={shown} onClick={ask} />
}
