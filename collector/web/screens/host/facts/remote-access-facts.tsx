import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown } from '#protocol/values.ts'
import { useSpeech } from '../../../language.tsx'
import { Known, Pair, Pairs, Pill } from './values.tsx'

export function RemoteAccessFacts({ facts }: { facts: Facts<'remote-access'> }) {
  const { t } = useSpeech()
  const desktop = isUnknown(facts.remoteDesktop) ? null : facts.remoteDesktop
  return (
    <Pairs>
      <Pair name={t('remote.smb1')}>
        <Known value={facts.smb1Server}>
          {(state) => (
            <Pill tone={state === 'on' ? 'bad' : 'good'}>{t(`remote.smb1.${state}`)}</Pill>
          )}
        </Known>
      </Pair>
      <Pair name={t('remote.desktop')}>
        <Known value={facts.remoteDesktop}>
          {(on) => (on ? t('remote.desktop.port', { port: on.port }) : t('remote.desktop.off'))}
        </Known>
      </Pair>
      {desktop && (
        <Pair name={t('remote.nla')}>
          <Known value={desktop.requiresNetworkAuthentication}>
            {(isRequired) => (
              <Pill tone={isRequired ? 'good' : 'bad'}>
                {t(isRequired ? 'remote.nla.yes' : 'remote.nla.no')}
              </Pill>
            )}
          </Known>
        </Pair>
      )}
      <Pair name={t('remote.tools')}>
        <Known value={facts.tools}>
          {(tools) => (tools.length === 0 ? t('none') : <Tools tools={tools} />)}
        </Known>
      </Pair>
    </Pairs>
  )
}

type Tool = Extract<Facts<'remote-access'>['tools'], readonly unknown[]>[number]

function Tools({ tools }: { tools: readonly Tool[] }) {
  const { t } = useSpeech()
  return tools.map(({ id, name, isRunning }, index) => (
    <span key={id}>
      {index > 0 && '; '}
      {name} (
      <Known value={isRunning}>
        {(runs) => t(runs ? 'remote.tool.running' : 'remote.tool.installed')}
      </Known>
      )
    </span>
  ))
}
