import { Button, Group, Popover, Stack } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { dayPlus, endOfDayMs } from '../dates.ts'
import { useSpeech } from '../language.tsx'
import { DayField } from '../parts/day-field.tsx'
import { useOpenedAtOnce } from '../parts/late.ts'
import { useToday } from '../today.ts'
import { isDay } from '../typed-day.ts'
import { DayButton } from './day-button.tsx'

/** Where another day is chosen; loaded when its button is first pressed. */
export function DayPanel({ shown }: { shown: string | null }) {
  const { t } = useSpeech()
  const { button, isOpen, setOpen } = useOpenedAtOnce()
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      trapFocus
      returnFocus
      withArrow
    >
      <Popover.Target>
        <DayButton shown={shown} ref={button} onClick={() => setOpen(!isOpen)} />
      </Popover.Target>
      <Popover.Dropdown aria-label={t('day.title')}>
        <DayForm shown={shown} onDone={() => setOpen(false)} />
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
  const today = useToday()
  const [chosen, setChosen] = useState(shown ?? today)
  const go = (day: string | null) => {
    const asOf = day === null || day === today ? undefined : endOfDayMs(day)
    void navigate({ to: '.', search: (search) => ({ ...search, asOf }) })
    onDone()
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isDay(chosen)) go(chosen)
      }}
    >
      <Stack gap="xs">
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <DayField
            w={180}
            label={t('day.title')}
            isRequired
            withAsterisk={false}
            latest={today}
            hasFocusFirst
            value={chosen}
            onChange={setChosen}
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
