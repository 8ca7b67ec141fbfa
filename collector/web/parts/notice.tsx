import type { ComponentType, ReactNode } from 'react'
import { Text, Title } from '@mantine/core'
import styles from './notice.module.css'

/** A quiet message in the place of something that is not there: says why, and the one next thing to do. */
export function Notice(props: {
  icon: ComponentType<{ size?: number; stroke?: number }>
  title: string
  children?: ReactNode
  action?: ReactNode
  tone?: 'calm' | 'bad'
  /** 1 where it is the whole screen. */
  level?: 1 | 2
}) {
  const Icon = props.icon
  return (
    <div className={styles['notice']} data-tone={props.tone ?? 'calm'}>
      <span className={styles['icon']} aria-hidden>
        <Icon size={22} stroke={1.6} />
      </span>
      <Title order={props.level ?? 2} size="h5">
        {props.title}
      </Title>
      {props.children && (
        <Text className={styles['why'] ?? ''} component="div" size="sm" c="dimmed" maw={560}>
          {props.children}
        </Text>
      )}
      {props.action}
    </div>
  )
}
