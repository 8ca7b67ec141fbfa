import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { OrganisationChange } from '#protocol/organisation-changes.ts'
import type { ChangeEffect } from '#protocol/organisation-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { EffectList } from './effect-list.tsx'
import { refreshOrganisations } from './organisation-queries.ts'
import styles from './organisations.module.css'

/**
 * A change in two steps: first the collector says what it would move, then somebody confirms. A field that is changed
 * asks for the first step again.
 */
export function ChangeDialog(props: {
  title: string
  /** Null while something is missing. */
  change: OrganisationChange | null
  children: ReactNode
  onClose: () => void
}) {
  const textOf = useFailureText()
  const api = useApi()
  const client = useQueryClient()
  const [looked, setLooked] = useState<{ at: string; effect: ChangeEffect } | null>(null)
  const key = JSON.stringify(props.change)
  const preview = useMutation({
    mutationFn: (change: OrganisationChange) =>
      api.call('previewOrganisationChange', { body: { change } }),
    onSuccess: (effect) => setLooked({ at: key, effect }),
  })
  const change = useMutation({
    mutationFn: (one: OrganisationChange) =>
      api.call('changeOrganisation', { body: { change: one } }),
    onSuccess: async () => {
      await refreshOrganisations(client)
      props.onClose()
    },
  })
  const isLooked = looked?.at === key
  const error = change.error ?? preview.error
  const submit = () => {
    if (!props.change) return
    change.reset()
    if (isLooked) change.mutate(props.change)
    else preview.mutate(props.change)
  }
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
          <div aria-live="polite">{isLooked && <EffectList effect={looked.effect} />}</div>
          {error && (
            <Text role="alert" size="sm" c="var(--mantine-color-error)">
              {textOf(error)}
            </Text>
          )}
          <Buttons
            isLooked={isLooked}
            isBusy={preview.isPending || change.isPending}
            isReady={props.change !== null}
            onClose={props.onClose}
          />
        </Stack>
      </form>
    </Frame>
  )
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
    <Modal.Root opened centered size="lg" onClose={props.onClose}>
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
