import type { Facts } from '#protocol/facts/registry.ts'
import { useSpeech } from '../../../language.tsx'
import { Known, Pair } from './values.tsx'

type Windows = NonNullable<Facts<'patches'>['windows']>

/** What only Windows knows of its updates, as more pairs of the panel. */
export function WindowsUpdates({ windows }: { windows: Windows }) {
  const { t, date, time } = useSpeech()
  const moment = (atMs: number | null) => (atMs === null ? t('patches.never-recorded') : time(atMs))
  return (
    <>
      <Pair name={t('patches.cumulative')}>
        <Known value={windows.cumulativeUpdate}>
          {(update) =>
            update === null
              ? t('patches.cumulative.none')
              : [update.kb, date(update.installedAtMs)].filter(Boolean).join(', ')
          }
        </Known>
      </Pair>
      <Pair name={t('patches.search')}>
        <Known value={windows.lastSearchAtMs}>{moment}</Known>
      </Pair>
      <Pair name={t('patches.install')}>
        <Known value={windows.lastInstallAtMs}>{moment}</Known>
      </Pair>
      <Pair name={t('patches.wsus')}>
        <Known value={windows.wsusServer}>
          {(server) => (server === null ? t('patches.wsus.none') : `WSUS ${server}`)}
        </Known>
      </Pair>
    </>
  )
}
