import { Button, Group, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { HandCheckView } from '#protocol/hand-checks.ts'
import { useApi } from '../../client.ts'
import { dayAt } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { useToday } from '../../today.ts'
import { isDay } from '../../typed-day.ts'
import { handChecksKey } from './hand-check-queries.ts'

/** Closing a check cannot be undone, so it is asked once more. */
export function FinishCard(props: {
  check: HandCheckView
  isReady: boolean
  /** On so many machines a reader has to be right. */
  machinesMin: number
}) {
  const { check, isReady, machinesMin } = props
  const { t, number } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const today = useToday()
  const [isAsking, setAsking] = useState(false)
  const [checkedBy, setCheckedBy] = useState('')
  const [checkedOn, setCheckedOn] = useState('')
  const finish = useMutation({
    mutationFn: () =>
      api.call('finishHandCheck', { params: { id: check.id }, body: { checkedBy, checkedOn } }),
    onSuccess: async () => {
      setAsking(false)
      await client.invalidateQueries({ queryKey: handChecksKey })
    },
  })
  return (
    <Card title={t('hand-check.finish')}>
      <Group align="flex-start" gap="sm">
        <TextInput
          required
          label={t('hand-check.finish.by')}
          value={checkedBy}
          maxLength={200}
          onChange={(event) => setCheckedBy(event.currentTarget.value)}
          w={{ base: '100%', sm: 300 }}
        />
        <DayField
          w={200}
          label={t('hand-check.finish.on')}
          isRequired
          earliest={dayAt(check.drawnMs)}
          latest={today}
          value={checkedOn}
          onChange={setCheckedOn}
        />
        <Button
          size="sm"
          mt={{ base: 0, sm: 24 }}
          disabled={!isReady || checkedBy.trim() === '' || !isDay(checkedOn)}
          onClick={() => setAsking(true)}
        >
          {t('hand-check.finish')}
        </Button>
      </Group>
      {isAsking && (
        <Confirm
          title={t('hand-check.finish')}
          action={t('hand-check.finish.submit')}
          isBusy={finish.isPending}
          error={finish.error}
          onConfirm={() => finish.mutate()}
          onClose={() => setAsking(false)}
        >
          <Text size="sm">{t('hand-check.finish.why', { count: number(machinesMin) })}</Text>
        </Confirm>
      )}
    </Card>
  )
}
