import { Button, Title } from '@mantine/core'
import { IconFilePlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PlanVersionHead } from '#protocol/plan-views.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { planVersionsQuery } from '../../plan-queries.ts'
import { ChangesCard } from './changes-card.tsx'
import { StartDraft } from './start-draft.tsx'
import { useValidityText } from './validity-text.ts'
import styles from './plans.module.css'

/** Every plan of the province with its versions, and the log of what changed the figures. */
export function Plans() {
  const { t } = useSpeech()
  const api = useApi()
  const versions = useQuery(planVersionsQuery(api))
  const may = useMay()
  const [isStarting, setStarting] = useState(false)
  useTitle(t('nav.plans'))
  const mayDraft = may('startPlanDraft')
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <div>
          <Title order={1}>{t('nav.plans')}</Title>
          <p>
            {t('plans.intro')} {!mayDraft && t('plans.only-administrators')}
          </p>
        </div>
        {mayDraft && versions.data && (
          <Button
            leftSection={<IconFilePlus size={16} aria-hidden />}
            onClick={() => setStarting(true)}
          >
            {t('plans.start')}
          </Button>
        )}
      </header>
      {versions.data ? (
        <VersionsCard versions={versions.data.versions} />
      ) : versions.isError ? (
        <LoadFailure error={versions.error} onRetry={() => void versions.refetch()} />
      ) : (
        <ScreenSkeleton />
      )}
      {may('definitionChanges') && <ChangesCard />}
      {isStarting && versions.data && (
        <StartDraft versions={versions.data.versions} onClose={() => setStarting(false)} />
      )}
    </div>
  )
}

function VersionsCard({ versions }: { versions: readonly PlanVersionHead[] }) {
  const { t } = useSpeech()
  const heads = ['plan', 'version', 'state', 'validity', 'indicators', 'author'] as const
  return (
    <Card title={t('plans.list')} aside={<ExportButton route="exportPlanVersions" />} isFlush>
      <RowsTable name={t('plans.list')} heads={heads.map((head) => t(`plans.${head}`))}>
        {versions.map((version) => (
          <VersionRow key={`${version.id} ${version.version}`} version={version} />
        ))}
      </RowsTable>
    </Card>
  )
}

function VersionRow({ version }: { version: PlanVersionHead }) {
  const { t, local, number } = useSpeech()
  const validityText = useValidityText()
  const document = [version.documentNumber, dayText(version.issuedOn)].filter(Boolean).join(' · ')
  return (
    <tr>
      <th scope="row">
        <Link
          to="/plans/$id/versions/$version"
          params={{ id: version.id, version: String(version.version) }}
        >
          {local(version.name)}
        </Link>
        <small>{document}</small>
      </th>
      <td>{version.version}</td>
      <td>
        <span className={styles['state']} data-state={version.state}>
          {t(`plans.state.${version.state}`)}
        </span>
        {version.isCurrent && <small>{t('plans.current')}</small>}
      </td>
      <td>{validityText(version)}</td>
      <td>{number(version.indicators)}</td>
      <td>{version.isBuiltIn ? t('plans.built-in') : version.author}</td>
    </tr>
  )
}
