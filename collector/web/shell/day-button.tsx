import { Button, type ButtonProps } from '@mantine/core'
import { IconCalendarEvent } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import { dayText } from '../dates.ts'
import { useSpeech } from '../language.tsx'
import styles from './day-chooser.module.css'

type Props = ButtonProps & Omit<ComponentProps<'button'>, keyof ButtonProps>

/** Says which day is shown, and opens the way to another; `shown` is null for now. */
export function DayButton({ shown, ...props }: Props & { shown: string | null }) {
  const { t } = useSpeech()
  const words = shown === null ? t('day.now') : dayText(shown)
  return (
    <Button
      size="xs"
      variant={shown === null ? 'default' : 'light'}
      leftSection={<IconCalendarEvent size={16} stroke={1.7} aria-hidden />}
      aria-label={t('day.choose', { day: words })}
      aria-haspopup="dialog"
      {...props}
      className={styles['button'] ?? ''}
    >
      <span className={styles['words']}>{words}</span>
    </Button>
  )
}
