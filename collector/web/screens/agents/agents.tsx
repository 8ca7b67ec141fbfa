import { Title } from '@mantine/core'
import { IconHourglass } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AgentCostsView } from '#protocol/judging-views.ts'
import { agentCostsQuery } from '../../judging-queries.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { useCostWords } from '../../parts/cost-words.ts'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { NextStep } from '../../parts/next-step.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import styles from './agents.module.css'
import { CarriedReport } from './carried-report.tsx'

/** What the agents cost their machines, and which versions run. Every number opens its computers. */
export function Agents() {
  const { t } = useSpeech()
  const may = useMay()
  const costs = useQuery(agentCostsQuery(useApi()))
  useTitle(t('nav.agents'))
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <Title order={1}>{t('nav.agents')}</Title>
        <p>{t('agents.intro')}</p>
      </header>
      {costs.data ? (
        <>
          <Costs costs={costs.data} />
          {costs.data.versions.length > 0 && <Versions costs={costs.data} />}
        </>
      ) : costs.isError ? (
        <LoadFailure error={costs.error} onRetry={() => void costs.refetch()} />
      ) : (
        <ScreenSkeleton />
      )}
      {may('carryScriptReport') && <CarriedReport />}
    </div>
  )
}

const figures = ['median', 'p95', 'max'] as const

function Costs({ costs }: { costs: AgentCostsView }) {
  const { t, counted } = useSpeech()
  const { cpuText, memoryText } = useCostWords()
  const { cpuMs, memoryBytes } = costs
  if (cpuMs === null || memoryBytes === null) {
    return (
      <Notice icon={IconHourglass} title={t('agents.none')} action={<NextStep to="/hosts" />}>
        {t('agents.none.why')}
      </Notice>
    )
  }
  return (
    <Card title={t('agents.title')} aside={counted('agents.hosts', costs.hosts)} isFlush>
      <RowsTable
        name={t('agents.title')}
        size="narrow"
        heads={[t('agents.figure'), t('agents.cpu'), t('agents.memory')]}
      >
        {figures.map((figure) => (
          <tr key={figure}>
            <th scope="row">{t(`agents.${figure}`)}</th>
            <td>
              <Link to="/hosts" search={{ sort: 'agent-cpu', agentCpuMsMin: cpuMs[figure].value }}>
                {cpuText(cpuMs[figure].value)}
              </Link>
              <small>{counted('agents.at-least', cpuMs[figure].hosts)}</small>
            </td>
            <td>
              <Link
                to="/hosts"
                search={{ sort: 'agent-memory', agentMemoryBytesMin: memoryBytes[figure].value }}
              >
                {memoryText(memoryBytes[figure].value)}
              </Link>
              <small>{counted('agents.at-least', memoryBytes[figure].hosts)}</small>
            </td>
          </tr>
        ))}
      </RowsTable>
    </Card>
  )
}

function Versions({ costs }: { costs: AgentCostsView }) {
  const { t, counted } = useSpeech()
  return (
    <Card title={t('agents.versions')} aside={<ExportButton route="exportAgents" />} isFlush>
      <RowsTable
        name={t('agents.versions')}
        size="narrow"
        heads={[t('agents.version'), t('products.hosts')]}
      >
        {costs.versions.map(({ version, hosts }) => (
          <tr key={version}>
            <th scope="row">{version}</th>
            <td>
              <Link to="/hosts" search={{ agentVersion: version }}>
                {counted('hosts.total', hosts)}
              </Link>
            </td>
          </tr>
        ))}
      </RowsTable>
    </Card>
  )
}
