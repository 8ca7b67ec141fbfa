import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { HostsBehind } from '#protocol/views.ts'
import { classFilterOf } from '../hosts-behind.ts'
import type { FiguresOf } from '../queries.ts'

/** Opens the machines that a figure counts and that no list of hosts shows: declared, in use, and not enrolled. */
export function NotEnrolledLink(props: {
  hosts: HostsBehind
  of: FiguresOf
  className?: string | undefined
  children: ReactNode
}) {
  const { hosts, of, className, children } = props
  return (
    <Link
      to="/register/machines"
      search={{ ...of, ...classFilterOf(hosts), list: 'not-enrolled' }}
      className={className}
    >
      {children}
    </Link>
  )
}
