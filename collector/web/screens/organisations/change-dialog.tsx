import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { OrganisationChange } from '#protocol/organisation-changes.ts'
import type { ChangeEffect, OrganisationView } from '#protocol/organisation-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { ChangedMeanwhile, type Compared } from '../../parts/changed-meanwhile.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { useChange } from '../../parts/use-change.ts'
import { EffectList } from './effect-list.tsx'
import { refreshOrganisations } from './organisation-queries.ts'
import styles from './organisations.module.css'

type Props = {
  title: string
  /** Null while something is missing. */
  change: OrganisationChange | null
  /** The organisation that is changed, as it was looked at; left out where nothing that stands is. */
  seen?: OrganisationView
  /** What was typed beside what stands, after somebody else changed it. */
  compare?: (newer: OrganisationView) => readonly Compared[]
  onNewer?: (newer: OrganisationView) => void
  children: ReactNode
  onClose: () => void
}

/**
 * A change in two steps: first the collector says what it would move, then somebody confirms. A field that is changed
 * asks for the first step again, and so does a change by somebody else.
 */
export function ChangeDialog(props: Props) {
  const textOf = useFailureText()
  const { submit, effect, conflict, newer, failure, isBusy } = useTwoSteps(props)
  return (
    <Frame title={props.title} onClose={props.onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Stack gap="sm">
          {props.children}
          <div aria-live="polite">{effect && <EffectList effect={effect} />}</div>
          <ChangedMeanwhile error={conflict} compared={newer && props.compare?.(newer)} />
          {failure && (
            <Text role="alert" size="sm" c="var(--mantine-color-error)">
              {textOf(failure)}
            </Text>
          )}
          <Buttons
            isLooked={effect !== null}
            isBusy={isBusy}
            isReady={props.change !== null}
            onClose={props.onClose}
          />
        </Stack>
      </form>
    </Frame>
  )
}

function useTwoSteps({ change, seen: opened, onNewer, onClose }: Props) {
  const api = useApi()
  const client = useQueryClient()
  const [looked, setLooked] = useState<{ at: string; effect: ChangeEffect } | null>(null)
  const key = JSON.stringify(change)
  const preview = useMutation({
    mutationFn: (one: OrganisationChange) =>
      api.call('previewOrganisationChange', { body: { change: one } }),
    onSuccess: (effect) => setLooked({ at: key, effect }),
  })
  const { write, newer, failure } = useChange({
    seen: opened ?? null,
    send: (one: OrganisationChange, seen) => {
      const expectedRevision = seen?.revision ?? null
      return api.call('changeOrganisation', { body: { change: one, expectedRevision } })
    },
    read: async () => {
      setLooked(null)
      if (!opened) return undefined
      const stands = await api.call('organisation', { params: { id: opened.id }, query: {} })
      onNewer?.(stands)
      return stands
    },
    onDone: async () => {
      await refreshOrganisations(client)
      onClose()
    },
  })
  const isLooked = looked?.at === key
  const submit = () => {
    if (!change) return
    if (isLooked) write.mutate(change)
    else preview.mutate(change)
  }
  return {
    submit,
    newer,
    effect: isLooked ? looked.effect : null,
    conflict: write.error,
    failure: failure ?? preview.error,
    isBusy: preview.isPending || write.isPending,
  }
}

function Buttons(props: {
  isLooked: boolean
  isBusy: boolean
  isReady: boolean
  onClose: () => void
}) {
  const { t } = useSpeech()
  return (
    <Group justify="flex-end" gap="xs">
      <Button variant="default" size="sm" onClick={props.onClose}>
        {t('cancel')}
      </Button>
      <Button
        type="submit"
        size="sm"
        variant={props.isLooked ? 'filled' : 'light'}
        loading={props.isBusy}
        disabled={!props.isReady}
      >
        {t(props.isLooked ? 'organisations.confirm' : 'organisations.preview')}
      </Button>
    </Group>
  )
}

function Frame(props: { title: string; onClose: () => void; children: ReactNode }) {
  const { t } = useSpeech()
  return (
    <Modal.Root opened size="lg" onClose={props.onClose}>
      <Modal.Overlay />
      <Modal.Content aria-label={props.title}>
        <Modal.Body className={styles['dialog'] ?? ''}>
          <div className={styles['dialog-head']}>
            <Title order={2} size="h5">
              {props.title}
            </Title>
            <Modal.CloseButton aria-label={t('cancel')} />
          </div>
          {props.children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}
