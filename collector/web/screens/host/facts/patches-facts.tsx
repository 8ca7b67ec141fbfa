import type { Facts } from '#protocol/facts/registry.ts'
import { useSpeech } from '../../../language.tsx'
import { FactTable, Known, None, Pair, Pairs, Pill } from './values.tsx'

export function PatchesFacts({ facts }: { facts: Facts<'patches'> }) {
  const { t, number, date, time } = useSpeech()
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
        <Pair name={t('patches.automatic')}>
          <Known value={facts.automaticUpdates}>{(state) => t(state)}</Known>
        </Pair>
        <Pair name={t('patches.manager')}>{facts.manager}</Pair>
      </Pairs>
      <Known value={facts.securityLists}>
        {(lists) =>
          lists.length === 0 ? (
            <None>{t('patches.lists.none')}</None>
          ) : (
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
      </Known>
    </>
  )
}
