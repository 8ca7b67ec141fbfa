import { Title } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { CardBoundary } from './failure.tsx'
import styles from './card.module.css'

/** A section of a screen with its heading. A mistake inside it stays inside it. */
export function Card(props: {
  title: string
  aside?: ReactNode
  children: ReactNode
  /** Without inner margins: for tables and lists that reach the edges. */
  isFlush?: boolean
}) {
  const headingId = useId()
  return (
    <section className={styles['card']} aria-labelledby={headingId}>
      <header className={styles['head']}>
        <Title order={2} size="h5" id={headingId}>
          {props.title}
        </Title>
        {props.aside && <div className={styles['aside']}>{props.aside}</div>}
      </header>
      <div className={props.isFlush ? undefined : styles['body']}>
        <CardBoundary>{props.children}</CardBoundary>
      </div>
    </section>
  )
}
