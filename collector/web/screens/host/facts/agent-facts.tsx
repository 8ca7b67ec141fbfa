import { dayText } from '../../../dates.ts'
import type { Facts } from '#protocol/facts/registry.ts'
import { useSpeech } from '../../../language.tsx'
import { Pair, Pairs } from './values.tsx'

const mebibyte = 2 ** 20
const kibibyte = 2 ** 10

/** Which agent this is, and what it cost the machine. The figures are rounded up to powers of two. */
export function AgentFacts({ facts }: { facts: Facts<'agent'> }) {
  const { t, number } = useSpeech()
  const { lastDay } = facts
  return (
    <Pairs>
      <Pair name={t('agent.version')}>
        {facts.version} · {facts.runtime}
      </Pair>
      {lastDay === null ? (
        <Pair name={t('agent.cost')}>{t('agent.first-day')}</Pair>
      ) : (
        <>
          <Pair name={t('agent.day')}>{dayText(lastDay.day)}</Pair>
          <Pair name={t('agent.cpu')}>≤ {number(lastDay.cpuMs / 1000, 1)} s</Pair>
          <Pair name={t('agent.memory')}>≤ {number(lastDay.memoryBytesMax / mebibyte)} MiB</Pair>
          <Pair name={t('agent.sent')}>≤ {number(lastDay.sentBytes / kibibyte)} KiB</Pair>
          <Pair name={t('agent.snapshots')}>≤ {number(lastDay.snapshots)}</Pair>
        </>
      )}
    </Pairs>
  )
}
