import { IconLock } from '@tabler/icons-react'
import { Link, Navigate, useMatches } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { SessionView } from '#protocol/views.ts'
import { useSpeech } from '../language.tsx'
import { Notice } from '../parts/notice.tsx'
import { useMay } from '../permission.ts'
import { placesFor, whereIs } from './places.ts'

type User = NonNullable<SessionView['user']>

/**
 * A screen that somebody's role does not see says so. The first page leads to the first of their places instead:
 * whoever signs in never begins before a closed door.
 */
export function Allowed({ user, children }: { user: User; children: ReactNode }) {
  const { t } = useSpeech()
  const may = useMay()
  // Of the screen that is drawn: the address is ahead of it while the next one loads.
  const pathname = useMatches({ select: (matches) => matches.at(-1)?.pathname ?? '/' })
  const here = whereIs(pathname)
  if (here === null || may(here.screen.needs)) return children
  const [first] = placesFor(may).flatMap(({ screens }) => screens)
  if (first && pathname === '/') return <Navigate to={first.to} replace />
  return (
    <Notice
      level={1}
      icon={IconLock}
      title={t('not-yours.title')}
      action={first && <Link to={first.to}>{t(first.text)}</Link>}
    >
      {t('not-yours.what', { role: t(`role.${user.role}`) })}
    </Notice>
  )
}
