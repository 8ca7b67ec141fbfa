import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { MondayHead } from '#protocol/monday.ts'
import { useSpeech } from '../../language.tsx'
import { TakeNow } from './take-now.tsx'
import styles from './monday.module.css'

/** The frame of one page: what it is, from when its figures are, and the way to print it. */
export function Sheet(props: {
  title: string
  sheet: Pick<MondayHead, 'plan' | 'now'>
  aside: ReactNode
  children: ReactNode
}) {
  const { t, local, time, number } = useSpeech()
  const { plan, now } = props.sheet
  return (
    <article className={styles['sheet']}>
      <header>
        <div>
          <h1>{props.title}</h1>
          <p>
            {t('monday.as-of', { time: time(now.cutOffMs), number: number(now.number) })}.{' '}
            {t('monday.plan', { name: local(plan.name) })}. {t('monday.as-of.hint')}
          </p>
        </div>
        <div className={`no-print ${styles['tools'] ?? ''}`}>
          {props.aside}
          <TakeNow />
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPrinter size={15} aria-hidden />}
            onClick={() => print()}
          >
            {t('monday.print')}
          </Button>
        </div>
      </header>
      {props.children}
    </article>
  )
}
