import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSpeech } from '../../language.tsx'
import { useTitle } from '../../parts/title.ts'
import styles from './register.module.css'

/** Heading of the register over each of its parts. */
export function RegisterFrame({ children }: { children: ReactNode }) {
  const { t } = useSpeech()
  useTitle(t('register.title'))
  return (
    <div className={styles['screen']}>
      <header>
        <Title order={1}>{t('register.title')}</Title>
        <p className={styles['lead']}>{t('register.lead')}</p>
      </header>
      {children}
    </div>
  )
}
