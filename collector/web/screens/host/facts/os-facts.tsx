import type { Facts } from '#protocol/facts/registry.ts'
import { useSpeech } from '../../../language.tsx'
import { Known, Pair, Pairs } from './values.tsx'

export function OsFacts({ facts }: { facts: Facts<'os'> }) {
  const { t } = useSpeech()
  return (
    <Pairs>
      <Pair name={t('os.name')}>{facts.name}</Pair>
      <Pair name={t('os.version')}>
        {[facts.distribution, facts.version, facts.edition].filter(Boolean).join(' ')}
        {facts.build && ` (${facts.build.number}.${facts.build.revision})`}
      </Pair>
      <Pair name={t('os.kernel')}>
        {facts.kernel} · {facts.architecture}
      </Pair>
      <Pair name={t('os.installation')}>
        <Known value={facts.installation}>{(kind) => t(`os.installation.${kind}`)}</Known>
      </Pair>
      <Pair name={t('os.activation')}>
        <Known value={facts.activation}>
          {(state) => (state === null ? t('os.activation.none') : t(`os.activation.${state}`))}
        </Known>
      </Pair>
      <Pair name={t('os.programs')}>
        <Known value={facts.supportPrograms}>
          {(programs) => (programs.length === 0 ? t('none') : programs.join(', '))}
        </Known>
      </Pair>
      <Pair name={t('os.hostname')}>{facts.hostname}</Pair>
    </Pairs>
  )
}
