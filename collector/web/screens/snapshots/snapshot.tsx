import { Button, Group, Select, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { judgeSettingKeys, judgeSettingValues } from '#protocol/judge-settings.ts'
import type { SnapshotDetail } from '#protocol/snapshot-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { useSettingWords } from '../../parts/setting-words.ts'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay, useOwnAgency } from '../../permission.ts'
import { AmendDialog } from './amend-dialog.tsx'
import { ShareButton } from './share-button.tsx'
import { AgencySelect } from './agency-select.tsx'
import { ScorecardTable } from './scorecard-table.tsx'
import { snapshotChoicesQuery, snapshotOneQuery } from './snapshot-queries.ts'
import { useActorWords, useKindWords } from './snapshot-words.ts'
import styles from './snapshots.module.css'

/** One snapshot: what it is, and the scorecard as it was frozen. */
export function Snapshot() {
  const { t } = useSpeech()
  const { id } = useParams({ from: '/snapshots/$id' })
  const { agency } = useSearch({ from: '/snapshots/$id' })
  const detail = useQuery(snapshotOneQuery(useApi(), id, agency))
  useTitle(t('nav.snapshots'))
  if (detail.data) return <Detail detail={detail.data} isBusy={detail.isPlaceholderData} />
  if (detail.isError) {
    return <LoadFailure level={1} error={detail.error} onRetry={() => void detail.refetch()} />
  }
  return <ScreenSkeleton />
}

function Detail({ detail, isBusy }: { detail: SnapshotDetail; isBusy: boolean }) {
  const { t, local, time } = useSpeech()
  const actorWords = useActorWords()
  const own = useOwnAgency()
  const search = useSearch({ from: '/snapshots/$id' })
  const agency = search.agency ?? own?.id
  const navigate = useNavigate({ from: '/snapshots/$id' })
  const { snapshot } = detail
  const excluded = detail.agencies.find(({ id }) => id === agency)?.exclusion
  return (
    <div className={styles['screen']} aria-busy={isBusy}>
      <header className={styles['head']}>
        <div>
          <Link to="/snapshots">{t('snapshot.back')}</Link>
          <Title order={1}>{t('snapshot.title', { number: String(snapshot.number) })}</Title>
          <p>
            {local(detail.planName)} · {t('snapshots.cut-off')} {time(snapshot.cutOffMs)}
          </p>
        </div>
        <Actions detail={detail} />
      </header>
      <AboutCard detail={detail} />
      <Card
        title={t('snapshot.scorecard')}
        isFlush
        aside={
          <Group gap="sm">
            <AgencySelect
              agencies={detail.agencies}
              value={agency}
              onChange={(id) => void navigate({ search: (old) => ({ ...old, agency: id }) })}
            />
            <ExportButton route="exportSnapshot" params={{ id: snapshot.id }} query={{ agency }} />
          </Group>
        }
      >
        {excluded && (
          <p className={styles['toolbar']}>
            {t('snapshot.excluded')}: {excluded.reason} ({actorWords(excluded.actor)})
          </p>
        )}
        <ScorecardTable detail={detail} agency={agency} />
      </Card>
    </div>
  )
}

function Actions({ detail: { snapshot } }: { detail: SnapshotDetail }) {
  const { t, time } = useSpeech()
  const api = useApi()
  const may = useMay()
  const choices = useQuery(snapshotChoicesQuery(api, { plan: snapshot.planId }))
  const navigate = useNavigate()
  const [isAmending, setAmending] = useState(false)
  const others = (choices.data?.snapshots ?? []).filter(({ id }) => id !== snapshot.id)
  return (
    <div className={styles['actions']}>
      <Select
        size="xs"
        aria-label={t('snapshots.compare.with')}
        placeholder={t('snapshots.compare.with')}
        searchable
        nothingFoundMessage={t('filter.nothing')}
        data={others.map(({ id, number, cutOffMs }) => ({
          value: id,
          label: t('moved.snapshot', { number: String(number), time: time(cutOffMs) }),
        }))}
        value={null}
        onChange={(id) => {
          const other = others.find((one) => one.id === id)
          if (!other) return
          const isEarlier = other.cutOffMs <= snapshot.cutOffMs
          const [from, to] = isEarlier ? [other.id, snapshot.id] : [snapshot.id, other.id]
          void navigate({ to: '/snapshots/moved', search: { from, to } })
        }}
        w={{ base: '100%', sm: 270 }}
      />
      {may('amendSnapshot') && (
        <Button size="xs" variant="default" onClick={() => setAmending(true)}>
          {t('snapshots.amend')}
        </Button>
      )}
      {snapshot.period !== null && (
        <ShareButton period={snapshot.period} planId={snapshot.planId} />
      )}
      {isAmending && <AmendDialog snapshot={snapshot} onClose={() => setAmending(false)} />}
    </div>
  )
}

/** When, by whom, as what, and its place in the chain. */
function AboutCard({ detail }: { detail: SnapshotDetail }) {
  const { t, time, number } = useSpeech()
  const kindWords = useKindWords()
  const actorWords = useActorWords()
  const { snapshot } = detail
  const { amends, reason, amendedBy } = snapshot
  const rows: [string, string][] = [
    [t('snapshots.kind'), [kindWords(snapshot), snapshot.period ?? ''].join(' ').trim()],
    [t('snapshots.cut-off'), time(snapshot.cutOffMs)],
    ['', t('snapshot.known', { time: time(detail.knownMs) })],
    [t('snapshots.created'), `${time(snapshot.createdMs)} · ${actorWords(snapshot.createdBy)}`],
    [t('snapshots.machines'), number(snapshot.hosts)],
  ]
  if (reason !== null) rows.push([t('snapshots.take.reason'), reason])
  if (amends) rows.push([t('snapshots.kind.amendment'), amends.reason])
  if (amendedBy !== null) rows.push(['', t('snapshots.amended', { number: String(amendedBy) })])
  return (
    <Card title={t('snapshot.title', { number: String(snapshot.number) })}>
      <dl className={styles['terms']}>
        {rows.map(([term, value]) => (
          <Term key={`${term} ${value}`} term={term} value={value} />
        ))}
        <Term term={t('snapshots.hash')} value={snapshot.hash} isHash />
        <Term
          term={t('snapshot.previous-hash')}
          value={snapshot.previousHash ?? t('snapshot.first')}
          isHash={snapshot.previousHash !== null}
        />
      </dl>
      <Settings detail={detail} />
    </Card>
  )
}

function Term(props: { term: string; value: string; isHash?: boolean }) {
  return (
    <>
      <dt>{props.term}</dt>
      <dd className={props.isHash ? styles['hash'] : undefined}>{props.value}</dd>
    </>
  )
}

/** By which decisions hosts were judged; a setting that this version does not know is shown as it stands. */
function Settings({ detail: { settings } }: { detail: SnapshotDetail }) {
  const { t } = useSpeech()
  const { nameOf, valueOf, whoOf } = useSettingWords()
  if (settings.length === 0) return null
  return (
    <details>
      <summary>{t('snapshot.settings')}</summary>
      <dl className={styles['terms']}>
        {settings.map((setting) => {
          const key = judgeSettingKeys.find((one) => one === setting.key)
          const { author, decidedOn } = setting
          if (key === undefined) {
            return <Term key={setting.key} term={setting.key} value={setting.value} />
          }
          const value = judgeSettingValues.shape[key].parse(JSON.parse(setting.value))
          const who = whoOf({ key, value, author, decidedOn })
          return <Term key={key} term={nameOf(key)} value={[valueOf(value), who].join(' · ')} />
        })}
      </dl>
    </details>
  )
}
