import { Button, Group, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { HandCheckView } from '#protocol/hand-checks.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { handChecksKey } from './hand-check-queries.ts'

/** Closing a check cannot be undone, so it is asked once more. */
export function FinishCard({ check, isReady }: { check: HandCheckView; isReady: boolean }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
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
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t('hand-check.finish.by')}
          value={checkedBy}
          maxLength={200}
          onChange={(event) => setCheckedBy(event.currentTarget.value)}
          w={{ base: '100%', sm: 300 }}
        />
        <TextInput
          type="date"
          label={t('hand-check.finish.on')}
          value={checkedOn}
          onChange={(event) => setCheckedOn(event.currentTarget.value)}
        />
        <Button
          size="sm"
          disabled={!isReady || checkedBy.trim() === '' || checkedOn === ''}
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
          <Text size="sm">{t('hand-check.finish.why')}</Text>
        </Confirm>
      )}
    </Card>
  )
}
