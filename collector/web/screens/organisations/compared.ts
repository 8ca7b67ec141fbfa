import type { OrganisationView } from '#protocol/organisation-views.ts'
import { useSpeech } from '../../language.tsx'
import type { Compared } from '../../parts/changed-meanwhile.tsx'
import { describedOf, type Described } from './describe-fields.tsx'

/** What an organisation was typed to be, beside what somebody else made of it meanwhile. */
export function useCompared() {
  const { t } = useSpeech()
  return (typed: Described, newer: OrganisationView): readonly Compared[] => {
    const stands = newer.versions.find(({ supersededMs }) => supersededMs === null)
    if (!stands) return []
    const theirs = describedOf(stands)
    return [
      { part: t('organisations.name'), mine: typed.name, theirs: theirs.name },
      { part: t('organisations.short-name'), mine: typed.shortName, theirs: theirs.shortName },
      { part: t('organisations.code'), mine: typed.code, theirs: theirs.code },
      { part: t('organisations.kind'), mine: typed.kind, theirs: theirs.kind },
      { part: t('organisations.level'), mine: typed.level, theirs: theirs.level },
    ]
  }
}
