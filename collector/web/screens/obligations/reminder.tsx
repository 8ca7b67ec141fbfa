import { Button, CopyButton, Text } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import type { Obligation, Occurrence, SenderRow } from '#protocol/obligations.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import styles from './obligations.module.css'

type Props = { obligation: Obligation; occurrence: Occurrence; rows: readonly SenderRow[] }

/** A reminder to copy, with everybody who has not sent. */
export function Reminder({ obligation, occurrence, rows }: Props) {
  const { t, local } = useSpeech()
  const missing = rows.filter(({ sending }) => sending === 'overdue' || sending === 'not-due')
  const names = missing.flatMap(({ name }) => (name === '' ? [] : [name]))
  if (names.length === 0) return null
  const text = t('obligations.remind.text', {
    title: local(obligation.title),
    period: occurrence.period,
    day: dayText(occurrence.lastDay),
    names: names.join('; '),
  })
  const copyButton = (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          variant="default"
          leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          onClick={copy}
        >
          {t(copied ? 'copied' : 'copy')}
        </Button>
      )}
    </CopyButton>
  )
  return (
    <Card title={t('obligations.remind')} aside={copyButton}>
      <Text size="sm" className={styles['reminder'] ?? ''}>
        {text}
      </Text>
    </Card>
  )
}
