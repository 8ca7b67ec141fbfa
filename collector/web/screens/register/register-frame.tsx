import { Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSpeech } from '../../language.tsx'
import { useTitle } from '../../parts/title.ts'
import styles from './register.module.css'

const places = [
  { to: '/register', text: 'register.place.summary' },
  { to: '/register/entries', text: 'register.place.entries' },
  { to: '/register/machines', text: 'register.place.machines' },
  { to: '/register/matches', text: 'register.place.matches' },
  { to: '/register/imports', text: 'register.place.imports' },
] as const

/** Heading of the register and the way between its parts. */
export function RegisterFrame({ children }: { children: ReactNode }) {
  const { t } = useSpeech()
  useTitle(t('register.title'))
  return (
    <div className={styles['screen']}>
      <header>
        <Title order={1}>{t('register.title')}</Title>
        <p className={styles['lead']}>{t('register.lead')}</p>
      </header>
      <nav aria-label={t('register.places')} className={styles['places']}>
        {places.map(({ to, text }) => (
          <Link
            key={to}
            to={to}
            className={styles['place']}
            activeOptions={{ exact: true, includeSearch: false }}
            activeProps={{ 'data-active': true }}
          >
            {t(text)}
          </Link>
        ))}
      </nav>
      {children}
    </div>
  )
}
