import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useSpeech } from '../../language.tsx'
import type { ReleaseHostsSearch } from './release-queries.ts'

/** A number of computers of a release, which opens the list of just these; nobody is nothing to open. */
export function HostsLink(props: {
  sequence: number
  count: number
  search: ReleaseHostsSearch
  /** In place of the number alone. */
  children?: ReactNode
}) {
  const { number } = useSpeech()
  const { children, count, search, sequence } = props
  if (count === 0) return <>{number(0)}</>
  return (
    <Link
      to="/administration/releases/$sequence"
      params={{ sequence: String(sequence) }}
      search={search}
    >
      {children ?? number(count)}
    </Link>
  )
}
