import { NumberInput, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { rolloutPlan, type ReleaseView } from '#protocol/release-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { PilotsFields, type Pilots } from './pilots-fields.tsx'
import { releasesKey } from './release-queries.ts'

/** Asks by which plan a release is rolled out, and begins. */
export function StartRelease({ release, onClose }: { release: ReleaseView; onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const { revision, sequence, state, version } = release
  const [percents, setPercents] = useState(release.plan.percents.join(', '))
  const [pilots, setPilots] = useState<Pilots>(release.plan)
  const [hours, setHours] = useState<string | number>(release.plan.ringHours)
  const [failed, setFailed] = useState<string | number>(release.plan.failedPercentMax)
  const given = rolloutPlan.safeParse({
    pilotHosts: pilots.pilotHosts,
    pilotAgencies: pilots.pilotAgencies,
    percents: sharesOf(percents),
    ringHours: hours,
    failedPercentMax: failed,
  })
  const percentsAreRight = rolloutPlan.shape.percents.safeParse(sharesOf(percents)).success
  const start = useMutation({
    mutationFn: (plan: ReleaseView['plan']) =>
      api.call('startRelease', { params: { sequence }, body: { revision, plan } }),
    onSuccess: (answer) => {
      client.setQueryData(releasesKey, answer)
      onClose()
    },
  })
  return (
    <Confirm
      title={t('releases.start.title', { version })}
      action={t(state === 'held' ? 'releases.start' : 'releases.resume')}
      isBusy={start.isPending}
      isReady={given.success}
      error={start.error}
      onConfirm={() => given.success && start.mutate(given.data)}
      onClose={onClose}
    >
      <Text size="sm">{t('releases.start.means')}</Text>
      <PilotsFields pilots={pilots} known={release.pilots} onChange={setPilots} />
      <TextInput
        label={t('releases.field.percents')}
        error={percentsAreRight ? null : t('releases.field.percents.wrong')}
        value={percents}
        onChange={(event) => setPercents(event.currentTarget.value)}
      />
      <NumberInput
        label={t('releases.field.hours')}
        min={1}
        max={720}
        value={hours}
        onChange={setHours}
      />
      <NumberInput
        label={t('releases.field.failed')}
        min={0}
        max={50}
        value={failed}
        onChange={setFailed}
      />
    </Confirm>
  )
}

/** The numbers in what somebody typed, whatever stands between them. */
const sharesOf = (typed: string): number[] =>
  typed
    .split(/[,;\s]+/)
    .filter(Boolean)
    .map(Number)
