import { Button } from '@mantine/core'
import { IconCheck, IconRefresh } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import type { HostRow } from '#protocol/views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { hostKey } from '../../query-keys.ts'
import styles from './recheck.module.css'

const answerTimeoutMs = 60_000
const askAgainMs = 3_000

type Wait = { askedMs: number; isOver: boolean }

/** Asks the agent to report now, and waits until its report is here. Nothing else can be asked of an agent. */
export function Recheck({ host }: { host: HostRow }) {
  const { t } = useSpeech()
  const api = useApi()
  const textOf = useFailureText()
  const [wait, setWait] = useState<Wait | null>(null)
  const recheck = useMutation({
    mutationFn: () => api.call('recheck', { params: { id: host.id } }),
    onSuccess: ({ askedMs }) => setWait({ askedMs, isOver: false }),
  })
  const hasAnswered =
    wait !== null && host.lastReceivedMs !== null && host.lastReceivedMs >= wait.askedMs
  const isWaiting = wait !== null && !hasAnswered && !wait.isOver
  const giveUp = useCallback(() => setWait((now) => now && { ...now, isOver: true }), [])
  useAnswer(host.id, isWaiting, giveUp)

  return (
    <div className={`${styles['recheck']} no-print`}>
      <Button
        size="sm"
        variant="default"
        leftSection={hasAnswered ? <IconCheck size={16} /> : <IconRefresh size={16} />}
        loading={recheck.isPending || isWaiting}
        disabled={!host.isConnected}
        aria-describedby="recheck-state"
        onClick={() => recheck.mutate()}
      >
        {t('recheck')}
      </Button>
      <p id="recheck-state" role="status" className={styles['state']} data-bad={recheck.isError}>
        {stateText()}
      </p>
    </div>
  )

  function stateText(): string {
    if (recheck.isError) return textOf(recheck.error)
    if (hasAnswered) return t('recheck.done')
    if (isWaiting) return t('recheck.waiting')
    if (wait?.isOver) return t('recheck.no-answer', { seconds: answerTimeoutMs / 1000 })
    return host.isConnected ? '' : t('recheck.not-connected')
  }
}

/** While it waits it also asks by itself, in case the live channel is down. */
function useAnswer(hostId: string, isWaiting: boolean, onOver: () => void) {
  const client = useQueryClient()
  useEffect(() => {
    if (!isWaiting) return
    const asking = setInterval(
      () => void client.invalidateQueries({ queryKey: [...hostKey, hostId] }),
      askAgainMs,
    )
    const end = setTimeout(onOver, answerTimeoutMs)
    return () => {
      clearInterval(asking)
      clearTimeout(end)
    }
  }, [client, hostId, isWaiting, onOver])
}
