import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSpeech } from '../language.tsx'
import { useFailureText } from './failure.tsx'

/** Asks before something changes for everybody: says what it means, who does it, and what went wrong if it did. */
export function Confirm(props: {
  title: string
  children: ReactNode
  action: string
  isBusy: boolean
  isReady?: boolean
  error: Error | null
  onConfirm: () => void
  onClose: () => void
}) {
  const { t } = useSpeech()
  const textOf = useFailureText()
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          props.onConfirm()
        }}
      >
        <Stack gap="sm">
          {props.children}
          {props.error && (
            <Text role="alert" size="sm" c="var(--mantine-color-error)">
              {textOf(props.error)}
            </Text>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" size="sm" onClick={props.onClose}>
              {t('cancel')}
            </Button>
            <Button
              type="submit"
              size="sm"
              loading={props.isBusy}
              disabled={props.isReady === false}
            >
              {props.action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
