import { ActionIcon, type ActionIconProps } from '@mantine/core'
import { IconUserCircle } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import { useSpeech } from '../language.tsx'

type Props = ActionIconProps & Omit<ComponentProps<'button'>, keyof ActionIconProps>

/** Opens the menu of who is signed in. */
export function UserButton({ user, ...props }: Props & { user: { readonly name: string } }) {
  const { t } = useSpeech()
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={t('user.menu', { name: user.name })}
      aria-haspopup="menu"
      {...props}
    >
      <IconUserCircle size={17} stroke={1.7} />
    </ActionIcon>
  )
}
