import { Button } from '@mantine/core'
import { IconCamera, IconPrinter } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { MondayHead } from '#protocol/monday.ts'
import { useSpeech } from '../../language.tsx'
import { useMay } from '../../permission.ts'
import { TakeDialog } from '../snapshots/take-dialog.tsx'
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

/** Sheets speak of the newest snapshot: whoever needs the figures of this moment freezes them first. */
function TakeNow() {
  const { t } = useSpeech()
  const may = useMay()
  const client = useQueryClient()
  const [isTaking, setTaking] = useState(false)
  if (!may('takeSnapshot')) return null
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconCamera size={15} aria-hidden />}
        onClick={() => setTaking(true)}
      >
        {t('monday.take-now')}
      </Button>
      {isTaking && (
        <TakeDialog
          onClose={() => setTaking(false)}
          onTaken={async () => {
            await client.invalidateQueries({ queryKey: ['monday'] })
            setTaking(false)
          }}
        />
      )}
    </>
  )
}
