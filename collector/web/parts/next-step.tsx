import { Link } from '@tanstack/react-router'
import { useSpeech } from '../language.tsx'
import { useMay } from '../permission.ts'
import { whereIs, type Screen } from '../shell/places.ts'

/** The screen where somebody goes on from an empty one; nothing for whom it is closed. */
export function NextStep({ to }: { to: Screen['to'] }) {
  const { t } = useSpeech()
  const may = useMay()
  const screen = whereIs(to)?.screen
  return screen && may(screen.needs) ? <Link to={to}>{t(screen.text)}</Link> : null
}
