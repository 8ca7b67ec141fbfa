import { Select, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { PlanVersionHead, PlanVersionView } from '#protocol/plan-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { planVersionQuery, planVersionsQuery } from '../../plan-queries.ts'
import { CompareVersions } from './compare-versions.tsx'
import { DraftEditor } from './draft-editor.tsx'
import { IndicatorRead } from './indicator-read.tsx'
import { useValidityText } from './validity-text.ts'
import styles from './plans.module.css'
import own from './plan-version.module.css'

/** One version of a plan: every quote and clause; a draft can be edited and issued. */
export function PlanVersion() {
  const { id, version } = useParams({ from: '/plans/$id/versions/$version' })
  const { with: other } = useSearch({ from: '/plans/$id/versions/$version' })
  const api = useApi()
  const shown = useQuery(planVersionQuery(api, { id, version: Number(version) }))
  const versions = useQuery(planVersionsQuery(api))
  const may = useMay()
  const { local, t } = useSpeech()
  useTitle(shown.data ? local(shown.data.body.name) : t('nav.plans'))
  if (shown.data) {
    const siblings = versions.data?.versions.filter((one) => one.id === id) ?? []
    const mayEdit = may('editPlanDraft')
    const { head } = shown.data
    return (
      <div className={styles['screen']}>
        <VersionHead view={shown.data} siblings={siblings} other={other ?? null} />
        {other !== undefined && <CompareVersions view={shown.data} other={other} />}
        {head.state === 'draft' && mayEdit ? (
          <DraftEditor key={`${head.id} ${head.version}`} newest={shown.data} />
        ) : (
          <ReadView view={shown.data} />
        )}
      </div>
    )
  }
  if (shown.isError) {
    return <LoadFailure level={1} error={shown.error} onRetry={() => void shown.refetch()} />
  }
  return <ScreenSkeleton />
}

function VersionHead(props: {
  view: PlanVersionView
  siblings: readonly PlanVersionHead[]
  other: number | null
}) {
  const { t, local } = useSpeech()
  const validityText = useValidityText()
  const { head, body } = props.view
  return (
    <header className={styles['head']}>
      <div>
        <Link to="/plans">{t('plan.back')}</Link>
        <Title order={1}>{local(body.name)}</Title>
        <p>
          {t('plans.version-n', { version: head.version })} · {t(`plans.state.${head.state}`)} ·{' '}
          {validityText(head)}
        </p>
      </div>
      <div className={own['actions']}>
        <CompareSelect {...props} />
        {head.state === 'issued' && (
          <Link to="/" search={{ plan: head.id }}>
            {t('nav.overview')}
          </Link>
        )}
      </div>
    </header>
  )
}

function CompareSelect(props: {
  view: PlanVersionView
  siblings: readonly PlanVersionHead[]
  other: number | null
}) {
  const { t } = useSpeech()
  const navigate = useNavigate({ from: '/plans/$id/versions/$version' })
  const others = props.siblings.filter(({ version }) => version !== props.view.head.version)
  if (others.length === 0) return null
  return (
    <Select
      label={t('plan.compare')}
      placeholder={t('plan.compare.none')}
      clearable
      data={others.map(({ version }) => ({
        value: String(version),
        label: t('plans.version-n', { version }),
      }))}
      value={props.other === null ? null : String(props.other)}
      onChange={(value) =>
        void navigate({ search: { with: value === null ? undefined : Number(value) } })
      }
    />
  )
}

function ReadView({ view }: { view: PlanVersionView }) {
  const { t } = useSpeech()
  return (
    <Card title={t('plans.indicators')} isFlush>
      {view.body.indicators.map((indicator) => (
        <IndicatorRead
          key={indicator.id}
          indicator={indicator}
          planId={view.head.state === 'issued' ? view.head.id : null}
        />
      ))}
    </Card>
  )
}
