import { Group, Input, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { useApi } from '../client.ts'
import { useSpeech } from '../language.tsx'
import { readMoment } from '../typed-day.ts'
import { DayField } from './day-field.tsx'

type Props = {
  label: string
  description: string
  /** As `readMoment` says it. */
  onChange: (value: string) => void
}

/** A moment of the past that may be left out: a day and, beside it, a time of day. */
export function PastMomentField({ label, description, onChange }: Props) {
  const { t } = useSpeech()
  const { clock } = useApi()
  const [day, setDay] = useState('')
  const [time, setTime] = useState('')
  const [isLeft, setLeft] = useState(false)
  const id = useId()
  const nowMs = clock.now()
  const give = (nextDay: string, nextTime: string) => {
    setDay(nextDay)
    setTime(nextTime)
    onChange(readMoment(nextDay, nextTime, nowMs).value)
  }
  const { fault } = readMoment(day, time, nowMs)
  return (
    <Input.Wrapper
      label={label}
      description={description}
      labelElement="div"
      labelProps={{ id: `${id}-label` }}
      descriptionProps={{ id: `${id}-description` }}
    >
      <Group
        role="group"
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-description`}
        gap="xs"
        align="flex-start"
        wrap="nowrap"
        mt={4}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) setLeft(true)
        }}
      >
        <DayField
          w={170}
          label={t('moment.day')}
          isRequired={false}
          value={day}
          error={isLeft && fault === 'day-missing' ? t('moment.day-missing') : null}
          onChange={(next) => give(next, time)}
        />
        <TextInput
          w={150}
          size="sm"
          label={t('moment.time')}
          placeholder="HH:mm"
          autoComplete="off"
          maxLength={8}
          value={time}
          error={isLeft && fault && fault !== 'day-missing' ? t(`moment.${fault}`) : null}
          errorProps={{ role: 'alert' }}
          onChange={({ currentTarget: { value } }) => give(day, value)}
        />
      </Group>
    </Input.Wrapper>
  )
}
