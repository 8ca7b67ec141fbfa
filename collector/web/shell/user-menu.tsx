import type { ComponentProps } from 'react'
import { useLate } from '../parts/late.ts'
import { UserButton } from './user-button.tsx'
import type { UserMenuPanel } from './user-menu-panel.tsx'

const load = () => import('./user-menu-panel.tsx').then(({ UserMenuPanel: Panel }) => Panel)

/** Who is signed in, and the way out. */
export function UserMenu({ user }: ComponentProps<typeof UserMenuPanel>) {
  const [Panel, ask] = useLate(load)
  return Panel ? <Panel user={user} /> : <UserButton user={user} onClick={ask} />
}
