import { useLate } from '../../parts/late.ts'
import { SourceTarget, type Sourced } from './source-target.tsx'

const load = () => import('./source-panel.tsx').then(({ SourcePanel }) => SourcePanel)

/** The words of the document that set the target, where they stand, and how we read them. */
export function SourceButton({ indicator }: { indicator: Sourced }) {
  const [Panel, ask] = useLate(load)
  return Panel ? (
    <Panel indicator={indicator} />
  ) : (
    <SourceTarget indicator={indicator} onClick={ask} />
  )
}
