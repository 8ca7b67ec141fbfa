import { Menu, Text } from '@mantine/core'
import { IconListCheck, IconLogout, IconUserCog } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { SessionView } from '#protocol/views.ts'
import { forgetAll, useApi } from '../client.ts'
import { useSpeech } from '../language.tsx'
import { useFailureText } from '../parts/failure.tsx'
import { useOpenedAtOnce } from '../parts/late.ts'
import { useMay } from '../permission.ts'
import { isSessionOver } from '../session-over.ts'
import { UserButton } from './user-button.tsx'

type User = NonNullable<SessionView['user']>

/** Who is signed in, and the way out; loaded when its button is first pressed. */
export function UserMenuPanel({ user }: { user: User }) {
  const { t } = useSpeech()
  const { button, isOpen, setOpen } = useOpenedAtOnce()
  const textOf = useFailureText()
  const may = useMay()
  const api = useApi()
  const queryClient = useQueryClient()
  const signOut = useMutation({
    mutationFn: () => api.call('signOut', {}),
    onSuccess: () => forgetAll(queryClient),
    onError: (error) => isSessionOver(error) && forgetAll(queryClient),
  })
  return (
    <Menu
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={220}
      closeOnItemClick={false}
    >
      <Menu.Target>
        <UserButton user={user} ref={button} />
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: '6px 12px' }}>
          <Text fw={600} size="sm" truncate>
            {user.name}
          </Text>
          <Text size="xs" c="dimmed">
            {t(`role.${user.role}`)}
          </Text>
          <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {user.agency ? t('user.sees', { agency: user.agency.name }) : t('user.sees.province')}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Item
          component={Link}
          to="/account"
          closeMenuOnClick
          leftSection={<IconUserCog size={16} />}
        >
          {t('account.title')}
        </Menu.Item>
        {may('firstRun') && (
          <Menu.Item
            renderRoot={(root) => <Link to="/" search={{ start: 'yes' }} {...root} />}
            closeMenuOnClick
            leftSection={<IconListCheck size={16} />}
          >
            {t('first.menu')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconLogout size={16} />}
          disabled={signOut.isPending}
          onClick={() => signOut.mutate()}
        >
          {t('user.sign-out')}
        </Menu.Item>
        {signOut.isError && (
          <Text role="alert" size="xs" c="var(--mantine-color-error)" px={12} py={6}>
            {textOf(signOut.error)}
          </Text>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
