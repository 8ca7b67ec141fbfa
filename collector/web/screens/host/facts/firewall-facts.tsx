import type { Facts } from '#protocol/facts/registry.ts'
import { useSpeech } from '../../../language.tsx'
import { FactTable, Known, Pair, Pairs, Pill } from './values.tsx'

export function FirewallFacts({ facts }: { facts: Facts<'firewall'> }) {
  const { t, number } = useSpeech()
  return (
    <>
      <Pairs>
        <Pair name={t('firewall.state')}>
          <Known value={facts.state}>
            {(state) => <Pill tone={state === 'on' ? 'good' : 'bad'}>{t(state)}</Pill>}
          </Known>
        </Pair>
        <Pair name={t('firewall.default')}>
          <Known value={facts.incomingDefault}>{(policy) => t(`firewall.default.${policy}`)}</Known>
        </Pair>
      </Pairs>
      {facts.frontEnds.length > 0 && (
        <FactTable
          name={t('firewall.tools')}
          heads={[t('firewall.tool'), t('firewall.enabled'), t('firewall.rules')]}
        >
          {facts.frontEnds.map((tool) => (
            <tr key={tool.tool}>
              <td>{tool.tool}</td>
              <td>
                <Known value={tool.isEnabled}>{(isEnabled) => t(isEnabled ? 'yes' : 'no')}</Known>
              </td>
              <td>
                <Known value={tool.incomingRules}>{(count) => number(count)}</Known>
              </td>
            </tr>
          ))}
        </FactTable>
      )}
      {facts.profiles.length > 0 && (
        <FactTable
          name={t('firewall.profiles')}
          heads={[
            t('firewall.profile'),
            t('firewall.state'),
            t('firewall.active'),
            t('firewall.policy'),
          ]}
        >
          {facts.profiles.map((profile) => (
            <tr key={profile.name}>
              <td>{profile.name}</td>
              <td>
                <Known value={profile.state}>{(state) => t(state)}</Known>
              </td>
              <td>
                <Known value={profile.isActive}>{(isActive) => t(isActive ? 'yes' : 'no')}</Known>
              </td>
              <td>{t(profile.isByPolicy ? 'yes' : 'no')}</td>
            </tr>
          ))}
        </FactTable>
      )}
    </>
  )
}
