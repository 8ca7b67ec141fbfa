import { Button, Modal, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { SessionView } from '#protocol/views.ts'
import { forgetAll, sessionKey, useApi } from '../client.ts'
import { useSpeech } from '../language.tsx'
import { SignInSteps } from '../screens/sign-in/sign-in-steps.tsx'
import { useSessionOver } from '../session-over.ts'

/** Over a screen whose session has ended: whoever signs in again goes on where they were, with what they typed. */
export function SignInAgain({ name }: { name: string }) {
  const { t } = useSpeech()
  const { isOver, goOn } = useSessionOver()
  const queryClient = useQueryClient()
  const enter = (session: SessionView) => {
    const isSamePerson = session.user?.name === name
    if (!isSamePerson) forgetAll(queryClient)
    queryClient.setQueryData(sessionKey, session)
    goOn(isSamePerson)
  }
  const leave = () => {
    forgetAll(queryClient)
    goOn(false)
  }
  useOtherTabs(isOver, enter)
  return (
    <Modal
      opened={isOver}
      onClose={() => undefined}
      title={t('session-over.title')}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      // What stood on the screen is not for whoever passes by.
      overlayProps={{ blur: 10, backgroundOpacity: 0.5 }}
      zIndex={1000}
    >
      <Stack gap="sm">
        <Text size="sm">{t('session-over.what')}</Text>
        <SignInSteps name={name} onDone={enter} />
        <Button variant="subtle" size="compact-sm" onClick={leave}>
          {t('session-over.leave')}
        </Button>
      </Stack>
    </Modal>
  )
}

/** The cookie is shared: somebody who has signed in again in another tab need not do it here. */
function useOtherTabs(isOver: boolean, enter: (session: SessionView) => void) {
  const api = useApi()
  useEffect(() => {
    if (!isOver) return
    const look = () =>
      void api.call('session', {}).then(
        (session) => session.user && enter(session),
        () => null,
      )
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  })
}
