import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown } from '#protocol/values.ts'
import { useSpeech } from '../../../language.tsx'
import { WindowsUpdates } from './windows-updates.tsx'
import { FactTable, Known, None, Pair, Pairs, Pill, UnknownText } from './values.tsx'

export function PatchesFacts({ facts }: { facts: Facts<'patches'> }) {
  const { t, number, time } = useSpeech()
  const weakSigns = facts.weakRebootSigns
  return (
    <>
      <Pairs>
        <Pair name={t('patches.available')}>
          <Known value={facts.securityUpdatesAvailable}>
            {(count) => <Pill tone={count === 0 ? 'good' : 'bad'}>{number(count)}</Pill>}
          </Known>
        </Pair>
        {facts.securityPackages.length > 0 && (
          <Pair name={t('patches.packages')}>{facts.securityPackages.join(', ')}</Pair>
        )}
        <Pair name={t('patches.last-upgrade')}>
          <Known value={facts.lastUpgradeAtMs}>
            {(atMs) => (atMs === null ? t('patches.never-upgraded') : time(atMs))}
          </Known>
        </Pair>
        <Pair name={t('patches.reboot')}>
          <Known value={facts.rebootReasons}>
            {(reasons) =>
              reasons.length === 0
                ? t('patches.reboot.none')
                : reasons.map((reason) => t(`patches.reboot.${reason}`)).join(', ')
            }
          </Known>
        </Pair>
        {(isUnknown(weakSigns) || weakSigns.length > 0) && (
          <Pair name={t('patches.weak-reboot')}>
            <Known value={weakSigns}>
              {(signs) => signs.map((sign) => t(`patches.weak-reboot.${sign}`)).join(', ')}
            </Known>
          </Pair>
        )}
        {facts.windows && <WindowsUpdates windows={facts.windows} />}
        <Pair name={t('patches.automatic')}>
          <Known value={facts.automaticUpdates}>{(state) => t(state)}</Known>
        </Pair>
        <Pair name={t('patches.manager')}>{facts.manager}</Pair>
      </Pairs>
      {facts.windows === null && <SecurityLists lists={facts.securityLists} />}
    </>
  )
}

/** The lists from which it was computed; Windows asks its server and keeps none. */
function SecurityLists({ lists }: { lists: Facts<'patches'>['securityLists'] }) {
  const { t, date, time } = useSpeech()
  if (isUnknown(lists)) {
    return (
      <Pairs>
        <Pair name={t('patches.lists')}>
          <UnknownText value={lists} />
        </Pair>
      </Pairs>
    )
  }
  if (lists.length === 0) return <None>{t('patches.lists.none')}</None>
  return (
    <FactTable
      name={t('patches.lists')}
      heads={[t('patches.list'), t('patches.released'), t('patches.fetched')]}
    >
      {lists.map((list) => (
        <tr key={list.name}>
          <td>{list.name}</td>
          <td>{list.releasedAtMs === null ? '—' : date(list.releasedAtMs)}</td>
          <td>{list.fetchedAtMs === null ? '—' : time(list.fetchedAtMs)}</td>
        </tr>
      ))}
    </FactTable>
  )
}
