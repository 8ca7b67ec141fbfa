import { Button } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import { useSpeech } from '../language.tsx'
import styles from './first-rows.module.css'

const firstRows = 10

/** The first rows of a long list that stands worst first, and the way to all of them with their number. */
export function FirstRows<Row>(props: {
  rows: readonly Row[]
  children: (rows: readonly Row[]) => ReactNode
}) {
  const { rows, children } = props
  const { t, number } = useSpeech()
  const [isWhole, setIsWhole] = useState(false)
  const id = useId()
  if (rows.length <= firstRows) return children(rows)
  return (
    <>
      <div id={id}>{children(isWhole ? rows : rows.slice(0, firstRows))}</div>
      <div className={styles['foot']}>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={isWhole}
          aria-controls={id}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole
            ? t('rows.first', { count: number(firstRows) })
            : t('rows.all', { count: number(rows.length) })}
        </Button>
      </div>
    </>
  )
}
