import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { workLimits, type WorkItem } from '#protocol/work.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { workKey } from './work-queries.ts'
import styles from './bulk-bar.module.css'

const answerTimeoutMs = 60_000
const askAgainMs = 2_000

type Round = { askedMs: number; asked: string[]; notConnected: string[]; left: number }

/** Asks the chosen machines to report now and counts those that have. */
export function RecheckMany({ hosts }: { hosts: readonly WorkItem[] }) {
  const { t } = useSpeech()
  const api = useApi()
  const textOf = useFailureText()
  const [round, setRound] = useState<Round | null>(null)
  const recheck = useMutation({
    mutationFn: () => {
      const hostIds = hosts.slice(0, workLimits.recheckAtOnce).map(({ id }) => id)
      return api.call('recheckMany', { body: { hostIds } })
    },
    onSuccess: (answer) =>
      setRound({ ...answer, left: Math.max(0, hosts.length - workLimits.recheckAtOnce) }),
  })
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconRefresh size={15} />}
        loading={recheck.isPending}
        onClick={() => recheck.mutate()}
      >
        {t('work.recheck')}
      </Button>
      {recheck.isError && <span role="alert">{textOf(recheck.error)}</span>}
      {round && <Progress key={round.askedMs} round={round} />}
    </>
  )
}

function Progress({ round }: { round: Round }) {
  const { t, number } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const { asked, askedMs, notConnected, left } = round
  const [isOver, setIsOver] = useState(false)
  const answers = useQuery({
    queryKey: ['recheck', askedMs, asked],
    queryFn: ({ signal }) =>
      api.call('recheckAnswers', { body: { hostIds: asked, askedMs } }, signal),
    enabled: asked.length > 0,
    refetchInterval: ({ state }) =>
      isOver || state.data?.answered.length === asked.length ? false : askAgainMs,
  })
  const answered = answers.data?.answered.length ?? 0
  const isDone = answered === asked.length
  useEffect(() => {
    const end = setTimeout(() => setIsOver(true), answerTimeoutMs)
    return () => clearTimeout(end)
  }, [])
  useEffect(() => {
    if (isDone || isOver) void client.invalidateQueries({ queryKey: workKey })
  }, [client, isDone, isOver])
  return (
    <span role="status" className={styles['progress']}>
      {t('work.recheck.state', {
        asked: number(asked.length),
        answered: number(answered),
        notConnected: number(notConnected.length),
      })}
      {!isDone && !isOver && <span>{t('work.recheck.waiting')}</span>}
      {!isDone && isOver && (
        <span>{t('work.recheck.over', { seconds: answerTimeoutMs / 1000 })}</span>
      )}
      {left > 0 && (
        <span>
          {t('work.recheck.limit', { count: workLimits.recheckAtOnce, left: number(left) })}
        </span>
      )}
    </span>
  )
}
