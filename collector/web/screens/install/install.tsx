import { Select, Title } from '@mantine/core'
import { IconPackageImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { agenciesQuery } from '../../queries.ts'
import { AgencyInstall } from './agency-install.tsx'
import { installQuery } from './install-queries.ts'
import { WaitingCard } from './waiting-card.tsx'
import styles from './install.module.css'

/** Brings agents to the computers of an agency: token, files, commands, sheet, and who has arrived. */
export function Install() {
  const { t } = useSpeech()
  const { agency } = useSearch({ from: '/install' })
  const navigate = useNavigate({ from: '/install' })
  const asked = useQuery(agenciesQuery(useApi()))
  const agencies = asked.data?.agencies ?? []
  const [only] = agencies.length === 1 ? agencies : []
  const chosen = agency ?? only?.id
  useTitle(t('install.title'))
  return (
    <div className={styles['screen']}>
      <header className={`${styles['head']} no-print`}>
        <div>
          <Title order={1}>{t('install.heading')}</Title>
          <p>{t('install.intro')}</p>
        </div>
        <Select
          size="sm"
          searchable
          label={t('filter.agency')}
          placeholder={t('install.choose')}
          nothingFoundMessage={t('filter.nothing')}
          data={agencies.map(({ id, name }) => ({ value: id, label: name }))}
          error={choicesFailure(asked)}
          value={chosen ?? null}
          onChange={(id) => void navigate({ search: { agency: id ?? undefined } })}
        />
      </header>
      {chosen === undefined ? (
        <>
          <Notice icon={IconPackageImport} title={t('install.choose')}>
            {t('install.choose.why')}
          </Notice>
          <WaitingCard agency={undefined} />
        </>
      ) : (
        <OfAgency key={chosen} agency={chosen} />
      )}
    </div>
  )
}

function OfAgency({ agency }: { agency: string }) {
  const one = useQuery(installQuery(useApi(), agency))
  if (one.data) return <AgencyInstall one={one.data} />
  if (one.isError) return <LoadFailure error={one.error} onRetry={() => void one.refetch()} />
  return <ScreenSkeleton />
}
