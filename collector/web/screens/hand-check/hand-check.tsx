import { Button, Group, Title } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { FinishCard } from './finish-card.tsx'
import { handCheckQuery } from './hand-check-queries.ts'
import { MachineCard } from './machine-card.tsx'
import { ReadersCard, ResultCard } from './result-card.tsx'
import styles from './hand-check.module.css'

/** One check: what was found, machine by machine, and how well the system agreed. */
export function HandCheck() {
  const { t, date, number } = useSpeech()
  const { id } = useParams({ from: '/hand-checks/$id' })
  const { machine = 1 } = useSearch({ from: '/hand-checks/$id' })
  const navigate = useNavigate({ from: '/hand-checks/$id' })
  const api = useApi()
  const may = useMay()
  const result = useQuery(handCheckQuery(api, id))
  useTitle(t('nav.hand-checks'))
  const { data } = result
  if (!data) {
    if (!result.isError) return <ScreenSkeleton />
    return <LoadFailure level={1} error={result.error} onRetry={() => void result.refetch()} />
  }
  const { check, machines, findings, steps } = data
  const isOpen = check.finishedMs === null && may('recordFindings')
  const shown = machines.find(({ position }) => position === machine) ?? machines[0]
  const go = (position: number) => void navigate({ search: { machine: position }, replace: true })
  const cells = { done: number(findings.length), total: number(machines.length * steps.length) }
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div>
          <Title order={1}>{t('hand-check.title', { day: date(check.drawnMs) })}</Title>
          <p>
            {check.agencyName ?? t('hand-check.draw.province')} ·{' '}
            {t('hand-check.of', {
              machines: number(check.machines),
              population: number(check.population),
            })}{' '}
            · {t('hand-check.progress', cells)}
          </p>
        </div>
        <Group gap="xs">
          <Button
            component={Link}
            to={`/hand-checks/${id}/sheet`}
            size="xs"
            variant="default"
            leftSection={<IconPrinter size={15} aria-hidden />}
          >
            {t('hand-check.sheet')}
          </Button>
        </Group>
      </header>
      <ResultCard result={data} />
      {shown && (
        <MachineCard key={shown.position} result={data} machine={shown} isOpen={isOpen} onGo={go} />
      )}
      <ReadersCard result={data} />
      {isOpen && (
        <FinishCard check={check} isReady={findings.length > 0} machinesMin={data.machinesMin} />
      )}
    </div>
  )
}
