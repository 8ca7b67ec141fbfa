import type { SnapshotRow } from '#protocol/snapshot-views.ts'
import { useSpeech } from '../../language.tsx'

/** Enough of a hash to tell two apart; the whole stands in its title. */
export const shortHash = (hash: string) => hash.slice(0, 12)

/** What kind of snapshot it is, in words. */
export function useKindWords(): (snapshot: Pick<SnapshotRow, 'kind' | 'reason'>) => string {
  const { t } = useSpeech()
  return ({ kind, reason }) =>
    kind === 'daily' && reason !== null ? t('snapshots.kind.by-hand') : t(`snapshots.kind.${kind}`)
}

/** Somebody as a screen names them: people by their name, the product by its own words. */
export function useActorWords(): (actor: string) => string {
  const { t } = useSpeech()
  return (actor) =>
    actor.startsWith('job ') ? t('snapshots.by-itself') : actor.replace(/^user /, '')
}
