import type { HostRow } from '#protocol/views.ts'
import { useSpeech } from '../language.tsx'

const mebibyte = 2 ** 20

/** What an agent costs, as words. The figures are upper bounds: agents round them up. */
export function useCostWords() {
  const { t, number } = useSpeech()
  const cpuAmount = (cpuMs: number) =>
    t('agents.seconds', { count: number(cpuMs / 1000, cpuMs < 10_000 ? 1 : 0) })
  const memoryAmount = (bytes: number) => `${number(bytes / mebibyte)} MiB`
  const cpuText = (cpuMs: number) => `≤ ${cpuAmount(cpuMs)}`
  const memoryText = (bytes: number) => `≤ ${memoryAmount(bytes)}`
  const agentText = (agent: HostRow['agent']) => {
    if (agent === null) return '—'
    const { version, cpuMs, memoryBytesMax } = agent
    const costs = [
      cpuMs === null ? '' : cpuText(cpuMs),
      memoryBytesMax === null ? '' : memoryText(memoryBytesMax),
    ]
    return [version, ...costs].filter(Boolean).join(' · ')
  }
  return { cpuAmount, memoryAmount, cpuText, memoryText, agentText }
}
