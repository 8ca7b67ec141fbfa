import { Link, useLocation } from '@tanstack/react-router'
import { useSpeech } from '../language.tsx'
import { useMay } from '../permission.ts'
import { placesFor, whereIs } from './places.ts'
import styles from './screen-tabs.module.css'

/** The screens of the place where the reader is; nothing where there is but one. */
export function ScreenTabs() {
  const { t } = useSpeech()
  const here = whereIs(useLocation().pathname)
  const place = placesFor(useMay()).find(({ id }) => id === here?.place.id)
  if (!place || place.screens.length < 2) return null
  return (
    <nav className={styles['tabs']} aria-label={t('nav.screens', { place: t(place.text) })}>
      {place.screens.map(({ to, text }) => (
        <Link
          key={to}
          to={to}
          className={styles['tab']}
          data-active={here?.screen.to === to || undefined}
          aria-current={here?.screen.to === to ? 'page' : undefined}
        >
          {t(text)}
        </Link>
      ))}
    </nav>
  )
}
