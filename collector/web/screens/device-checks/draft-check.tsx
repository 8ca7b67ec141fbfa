import { Button, Group, Text, Title } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { DeviceCheckCandidates } from '#protocol/device-check-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { registerKey } from '../../query-keys.ts'
import { AgencySelect } from '../register/agency-select.tsx'
import register from '../register/register.module.css'
import { draftBody, emptyDraft, type CheckDraft } from './check-draft.ts'
import { candidatesQuery } from './device-check-queries.ts'
import { DraftDevices } from './draft-devices.tsx'
import { DraftHost, DraftTerms } from './draft-terms.tsx'

/** Drafts an authorisation: one agency, one of its computers, its devices, and under which terms. */
export function DraftCheck() {
  const { t } = useSpeech()
  const [draft, setDraft] = useState<CheckDraft>(emptyDraft)
  const api = useApi()
  const { agencyId } = draft
  const candidates = useQuery({
    ...candidatesQuery(api, agencyId ?? ''),
    enabled: agencyId !== null,
  })
  useTitle(t('device-check.draft'))
  const change = (patch: Partial<CheckDraft>) => setDraft((before) => ({ ...before, ...patch }))
  // What belongs to one agency is nothing to another.
  const chooseAgency = (chosen: string | null) =>
    change({ agencyId: chosen, hostId: null, subnet: '', asked: {} })
  return (
    <div className={register['screen']}>
      <header>
        <Title order={1}>{t('device-check.draft')}</Title>
        <p className={register['lead']}>{t('device-check.draft.lead')}</p>
        <p className={register['lead']}>
          <Link to="/register/device-checks">{t('device-check.title')}</Link>
        </p>
      </header>
      <Card title={t('device-check.draft.agency')}>
        <div className={register['pair']}>
          <AgencySelect value={agencyId} onChange={chooseAgency} />
          {candidates.data && (
            <DraftHost draft={draft} hosts={candidates.data.hosts} onChange={change} />
          )}
        </div>
        {agencyId === null && (
          <Text size="sm" c="dimmed" mt={8}>
            {t('device-check.draft.choose-agency')}
          </Text>
        )}
      </Card>
      {agencyId !== null && candidates.isPending && <RowsSkeleton rows={6} />}
      {candidates.isError && (
        <LoadFailure error={candidates.error} onRetry={() => void candidates.refetch()} />
      )}
      {candidates.data && (
        <>
          <DraftDevices draft={draft} devices={candidates.data.devices} onChange={change} />
          <Card title={t('device-check.draft.terms')}>
            <DraftTerms draft={draft} onChange={change} />
            <Save draft={draft} candidates={candidates.data} />
          </Card>
        </>
      )}
    </div>
  )
}

function Save({ draft, candidates }: { draft: CheckDraft; candidates: DeviceCheckCandidates }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const navigate = useNavigate()
  const failureText = useFailureText()
  const body = draftBody(draft, candidates.devices)
  const saving = useMutation({
    mutationFn: (whole: NonNullable<typeof body>) => api.call('draftDeviceCheck', { body: whole }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: registerKey })
      await navigate({ to: '/register/device-checks/$id', params: { id } })
    },
  })
  return (
    <>
      {Object.keys(draft.asked).length === 0 && (
        <Text size="sm" mt={12}>
          {t('device-check.draft.empty')}
        </Text>
      )}
      {saving.error && (
        <Text role="alert" size="sm" mt={12} c="var(--mantine-color-error)">
          {failureText(saving.error)}
        </Text>
      )}
      <Group gap="xs" mt={12}>
        <Button
          size="sm"
          disabled={body === null}
          loading={saving.isPending}
          onClick={() => body && saving.mutate(body)}
        >
          {t('device-check.draft.save')}
        </Button>
      </Group>
    </>
  )
}
