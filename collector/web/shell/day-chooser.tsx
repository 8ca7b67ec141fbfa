import { Button, Group, Popover, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCalendarEvent } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../client.ts'
import { dayAt, dayOfText, dayPlus, dayText, endOfDayMs } from '../dates.ts'
import { useSpeech } from '../language.tsx'
import styles from './day-chooser.module.css'

/** Chooses the day that the whole console shows. */
export function DayChooser() {
  const { t } = useSpeech()
  const { asOf } = useSearch({ from: '__root__' })
  const [isOpen, { toggle, close }] = useDisclosure(false)
  const { clock } = useApi()
  const shown = asOf === undefined || asOf > clock.now() ? null : dayAt(asOf)
  const words = shown === null ? t('day.now') : dayText(shown)
  return (
    <Popover opened={isOpen} onChange={close} position="bottom-end" trapFocus returnFocus withArrow>
      <Popover.Target>
        <Button
          size="xs"
          variant={shown === null ? 'default' : 'light'}
          className={styles['button'] ?? ''}
          leftSection={<IconCalendarEvent size={16} stroke={1.7} aria-hidden />}
          aria-label={t('day.choose', { day: words })}
          onClick={toggle}
        >
          <span className={styles['words']}>{words}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('day.title')}>
        <DayForm shown={shown} onDone={close} />
      </Popover.Dropdown>
    </Popover>
  )
}

const stepsBack = [
  { days: 1, text: 'day.yesterday' },
  { days: 7, text: 'day.week' },
  { days: 30, text: 'day.month' },
] as const

function DayForm({ shown, onDone }: { shown: string | null; onDone: () => void }) {
  const { t } = useSpeech()
  const navigate = useNavigate()
  const { clock } = useApi()
  const [today] = useState(() => dayAt(clock.now()))
  const [text, setText] = useState(dayText(shown ?? today))
  const [fault, setFault] = useState<'day.wrong' | 'day.future' | null>(null)
  const go = (day: string | null) => {
    const asOf = day === null || day === today ? undefined : endOfDayMs(day)
    void navigate({ to: '.', search: (search) => ({ ...search, asOf }) })
    onDone()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const day = dayOfText(text)
        if (day === null) return setFault('day.wrong')
        if (day > today) return setFault('day.future')
        go(day)
      }}
    >
      <Stack gap="xs">
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            size="sm"
            w={180}
            label={t('day.title')}
            placeholder="dd/MM/yyyy"
            inputMode="numeric"
            maxLength={10}
            value={text}
            error={fault && t(fault)}
            data-autofocus
            onChange={({ currentTarget: { value } }) => {
              setText(value)
              setFault(null)
            }}
          />
          <Button type="submit" size="sm" mt={24}>
            {t('day.show')}
          </Button>
        </Group>
        <Group gap="xs">
          {stepsBack.map(({ days, text: words }) => (
            <Button
              key={days}
              size="xs"
              variant="default"
              onClick={() => go(dayPlus(today, -days))}
            >
              {t(words)}
            </Button>
          ))}
          {shown !== null && (
            <Button size="xs" variant="light" onClick={() => go(null)}>
              {t('as-of.back')}
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  )
}
