import { Button, Progress } from '@mantine/core'
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { FirstRunView, FirstStepId } from '#protocol/first-run.ts'
import type { Api } from '../../api.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { useMay } from '../../permission.ts'
import styles from './first-run.module.css'

/** While somebody waits for the first machine, the counter follows it. */
const askAgainMs = 5_000

const firstRunQuery = (api: Api) =>
  queryOptions({
    queryKey: ['first-run'],
    queryFn: ({ signal }) => api.call('firstRun', {}, signal),
  })

const isWhole = ({ steps }: FirstRunView) => steps.every(({ isDone }) => isDone)

/** What is still to do before figures can be reported; it ticks itself, and can be put away. */
export function FirstRun() {
  const { t, number } = useSpeech()
  const api = useApi()
  const may = useMay()
  const { start, kiosk } = useSearch({ from: '/' })
  const firstRun = useQuery({
    ...firstRunQuery(api),
    enabled: may('firstRun'),
    refetchInterval: ({ state: { data } }) => (data && !isWhole(data) ? askAgainMs : false),
  })
  if (kiosk !== undefined) return null
  if (firstRun.isError && !firstRun.data) {
    return (
      <Card title={t('first.title')}>
        <LoadFailure error={firstRun.error} onRetry={() => void firstRun.refetch()} />
      </Card>
    )
  }
  if (!firstRun.data) return null
  const { steps, isDismissed } = firstRun.data
  const isAsked = start !== undefined
  if (!isAsked && (isDismissed || isWhole(firstRun.data))) return null
  const done = steps.filter(({ isDone }) => isDone).length
  return (
    <Card
      title={t('first.title')}
      aside={t('first.done', { done: number(done), all: number(steps.length) })}
    >
      <Progress
        value={(done / steps.length) * 100}
        size="sm"
        aria-label={t('first.title')}
        mb="sm"
      />
      <ol className={styles['steps']}>
        {steps.map((step) => (
          <Step key={step.id} {...step} />
        ))}
      </ol>
      <PutAway isDismissed={isDismissed} />
    </Card>
  )
}

const ways = {
  'administrator-secured': '/account',
  'issuer-named': '/organisations/roles',
  'agencies-entered': '/organisations',
  'targets-set': '/plans',
  'token-made': '/hosts',
  'machine-reported': '/hosts',
  'report-made': '/reports',
} as const satisfies Record<FirstStepId, string>

function Step({ id, isDone, count }: FirstRunView['steps'][number]) {
  const { t, number } = useSpeech()
  const Icon = isDone ? IconCircleCheckFilled : IconCircle
  return (
    <li className={styles['step']} data-done={isDone}>
      <span
        className={styles['sign']}
        role="img"
        aria-label={t(isDone ? 'first.is-done' : 'first.is-open')}
      >
        <Icon size={18} stroke={1.7} />
      </span>
      <span>
        {isDone ? t(`first.${id}`) : <Link to={ways[id]}>{t(`first.${id}`)}</Link>}
        {!isDone && <small>{t(`first.${id}.why`)}</small>}
      </span>
      {id === 'machine-reported' && (
        <span className={styles['count']} aria-live="polite">
          {t('first.machines', { count: number(count) })}
        </span>
      )}
    </li>
  )
}

function PutAway({ isDismissed }: { isDismissed: boolean }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const navigate = useNavigate({ from: '/' })
  const textOf = useFailureText()
  const change = useMutation({
    mutationFn: () => api.call('dismissFirstRun', { body: { isDismissed: !isDismissed } }),
    onSuccess: (view) => {
      client.setQueryData(firstRunQuery(api).queryKey, view)
      if (view.isDismissed) {
        void navigate({ search: (old) => ({ ...old, start: undefined }), resetScroll: false })
      }
    },
  })
  return (
    <p className={styles['foot']}>
      <Button
        size="compact-sm"
        variant="default"
        loading={change.isPending}
        onClick={() => change.mutate()}
      >
        {t(isDismissed ? 'first.keep' : 'first.dismiss')}
      </Button>
      <small>{t('first.again')}</small>
      {change.isError && <span role="alert">{textOf(change.error)}</span>}
    </p>
  )
}
