import { Button, Progress } from '@mantine/core'
import { IconLink, IconLinkOff, IconShieldCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { faultParts, personName } from '#i18n/audit-text.ts'
import type { AuditChainView, AuditCheck } from '#protocol/audit-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { auditChainQuery } from './audit-queries.ts'
import styles from './audit.module.css'

/** How the chain stands, since when that is known, and the check of it now. */
export function ChainCard() {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const may = useMay()
  const textOf = useFailureText()
  const query = auditChainQuery(api)
  const chain = useQuery(query)
  const check = useMutation({
    mutationFn: () => api.call('checkAudit', {}),
    onSuccess: (view) => client.setQueryData(query.queryKey, view),
  })
  useRefreshAtEnd(chain.data)
  const isRunning = (chain.data?.running ?? null) !== null
  const button = may('checkAudit') && (
    <Button
      size="xs"
      variant="default"
      className="no-print"
      leftSection={<IconShieldCheck size={15} aria-hidden />}
      loading={check.isPending || isRunning}
      onClick={() => check.mutate()}
    >
      {t('audit.chain.check')}
    </Button>
  )
  return (
    <Card title={t('audit.chain.title')} aside={button}>
      {chain.isError && <LoadFailure error={chain.error} onRetry={() => void chain.refetch()} />}
      {chain.isPending && <RowsSkeleton rows={2} />}
      {check.error && <p role="alert">{textOf(check.error)}</p>}
      {chain.data && <State chain={chain.data} />}
    </Card>
  )
}

/** The check writes an entry of its own, so the list is another when it ends. */
function useRefreshAtEnd(chain: AuditChainView | undefined) {
  const client = useQueryClient()
  const wasRunning = useRef(false)
  const isRunning = (chain?.running ?? null) !== null
  useEffect(() => {
    if (wasRunning.current && !isRunning) {
      void client.invalidateQueries({ queryKey: ['audit', 'list'] })
    }
    wasRunning.current = isRunning
  }, [client, isRunning])
}

function State({ chain }: { chain: AuditChainView }) {
  const words = useSpeech()
  const { t, number, time } = words
  const { head, last, running } = chain
  return (
    <div className={styles['state']} role="status">
      {last ? <Checked check={last.check} /> : <Unchecked head={head} />}
      {running && (
        <div>
          <Progress
            size="sm"
            aria-label={t('audit.chain.check')}
            value={running.of === 0 ? 100 : (running.checked / running.of) * 100}
          />
          <span className={styles['quiet']}>
            {t('audit.chain.progress', {
              checked: number(running.checked),
              of: number(running.of),
            })}
          </span>
        </div>
      )}
      <p className={styles['quiet']}>
        {last &&
          t('audit.chain.checked', {
            at: time(last.atMs),
            who: personName(words, last.actor),
            count: number(last.check.checked),
          })}{' '}
        {t('audit.chain.paper')}{' '}
        <code className={styles['command']}>{t('audit.chain.command')}</code>
      </p>
    </div>
  )
}

function Unchecked({ head }: Pick<AuditChainView, 'head'>) {
  const { t } = useSpeech()
  if (!head) return <p>{t('audit.chain.empty')}</p>
  return (
    <p>
      <IconLink size={16} aria-hidden />{' '}
      {t('audit.chain.unchecked', { number: String(head.number) })} <Hash hash={head.hash} />
    </p>
  )
}

function Checked({ check }: { check: AuditCheck }) {
  const words = useSpeech()
  const { t, number } = words
  const { head, faults, faultsFound } = check
  if (faultsFound === 0) {
    return (
      <p className={styles['whole']}>
        <IconLink size={16} aria-hidden />{' '}
        {t('audit.chain.whole', { number: String(head?.number ?? 0) })}{' '}
        {head && <Hash hash={head.hash} />}
      </p>
    )
  }
  return (
    <>
      <p className={styles['broken']}>
        <IconLinkOff size={16} aria-hidden />{' '}
        {t('audit.chain.broken', { count: number(faultsFound) })}
      </p>
      <ul className={styles['faults']}>
        {faults.map((one) => (
          <li key={`${one.fault} ${one.id} ${one.detail}`}>
            {t('audit.fault', faultParts(words, one))}
          </li>
        ))}
        {faultsFound > faults.length && (
          <li>{t('audit.chain.more', { count: number(faultsFound - faults.length) })}</li>
        )}
      </ul>
    </>
  )
}

/** Whole, because it is compared with what stands on paper. */
function Hash({ hash }: { hash: string }) {
  return <code className={styles['hash']}>{hash}</code>
}
