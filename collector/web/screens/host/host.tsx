import { Anchor } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { hostQuery } from '../../queries.ts'
import { hostWorkQuery } from '../work/work-queries.ts'
import { FactPanels } from './fact-panels.tsx'
import { OpenedPorts } from './facts/ports-facts.tsx'
import { History } from './history.tsx'
import { NotesCard } from './notes-card.tsx'
import { Refusals } from './refusals.tsx'
import { RegisterCard } from './register-card.tsx'
import { StatusCard } from './status-card.tsx'
import { Verdicts } from './verdicts.tsx'
import styles from './host.module.css'

/** One computer: what is wrong with it, why, and everything that is known. */
export function Host() {
  const { t } = useSpeech()
  const may = useMay()
  const { id } = useParams({ from: '/hosts/$id' })
  const { asOf } = useSearch({ from: '/hosts/$id' })
  const host = useQuery(hostQuery(useApi(), id, { asOf }))
  // What people decided is shown beside how things stand now, not beside a past day.
  const work = useQuery({ ...hostWorkQuery(useApi(), id), enabled: asOf === undefined })
  useTitle(host.data?.host.hostname ?? t('nav.hosts'))
  return (
    <div className={styles['screen']}>
      <Anchor component={Link} to="/hosts" className={styles['back'] ?? ''} size="sm">
        <IconArrowLeft size={15} stroke={1.8} aria-hidden />
        {t('host.back')}
      </Anchor>
      {host.data ? (
        <>
          <StatusCard view={host.data} isPast={asOf !== undefined} />
          {work.error && <LoadFailure error={work.error} onRetry={() => void work.refetch()} />}
          <div className={styles['columns']}>
            <Verdicts verdicts={host.data.verdicts} work={work.data?.items ?? []} />
            <div className={styles['side']}>
              {may('hostRegister') && <RegisterCard id={id} asOf={asOf} />}
              <NotesCard key={id} id={id} asOf={asOf} />
              <History changes={host.data.history} />
              <Refusals refusals={host.data.refusals} />
            </div>
          </div>
          <OpenedPorts value={host.data.openedPorts}>
            <FactPanels key={id} facts={host.data.facts} />
          </OpenedPorts>
        </>
      ) : host.isError ? (
        <LoadFailure level={1} error={host.error} onRetry={() => void host.refetch()} />
      ) : (
        <ScreenSkeleton />
      )}
    </div>
  )
}
