import { Button, Text, Title } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ApiTokenView } from '#protocol/api-tokens.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { useMay } from '../../permission.ts'
import { useActorWords } from '../snapshots/snapshot-words.ts'
import { apiTokensKey, apiTokensQuery } from './api-tokens-queries.ts'
import { NewApiToken } from './new-api-token.tsx'
import styles from './api-tokens.module.css'

/** Tokens with which other programs call the API: who holds one, until when, and taking it back. */
export function ApiTokens() {
  const { t } = useSpeech()
  const may = useMay()
  const tokens = useQuery(apiTokensQuery(useApi()))
  const rows = tokens.data?.tokens ?? []
  useTitle(t('api-tokens.title'))
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <Title order={1}>{t('api-tokens.title')}</Title>
        <p>{t('api-tokens.lead')}</p>
      </header>
      {may('createApiToken') && <NewApiToken />}
      <Card
        title={t('api-tokens.made-so-far')}
        aside={<ExportButton route="exportApiTokens" />}
        isFlush
      >
        {tokens.isPending && <RowsSkeleton rows={3} />}
        {tokens.isError && (
          <LoadFailure error={tokens.error} onRetry={() => void tokens.refetch()} />
        )}
        {tokens.isSuccess && rows.length === 0 && (
          <Notice icon={IconKey} title={t('api-tokens.none')}>
            {t('api-tokens.none.why')}
          </Notice>
        )}
        {rows.length > 0 && <Rows rows={rows} />}
      </Card>
    </div>
  )
}

function Rows({ rows }: { rows: readonly ApiTokenView[] }) {
  const { t, time } = useSpeech()
  const actorWords = useActorWords()
  const may = useMay()
  const [asked, setAsked] = useState<ApiTokenView | null>(null)
  const heads = [
    t('api-tokens.name'),
    t('api-tokens.role'),
    t('api-tokens.agency'),
    t('api-tokens.made'),
    t('api-tokens.expires'),
    t('api-tokens.used'),
    t('api-tokens.state'),
  ]
  return (
    <>
      <RowsTable name={t('api-tokens.title')} heads={heads}>
        {rows.map((token) => (
          <tr key={token.id}>
            <th scope="row" className={styles['name']}>
              {token.name}
            </th>
            <td>{t(`role.${token.role}`)}</td>
            <td className={styles['name']}>
              {token.agency?.name ?? t('api-tokens.agency.province')}
            </td>
            <td>
              {time(token.createdMs)}
              <small>{actorWords(token.createdBy)}</small>
            </td>
            <td>{time(token.expiresMs)}</td>
            <td>
              {token.lastUsedMs === null ? t('api-tokens.used.never') : time(token.lastUsedMs)}
            </td>
            <td>
              {token.state === 'revoked'
                ? t('api-tokens.state.revoked', { time: time(token.revokedMs ?? 0) })
                : t(`api-tokens.state.${token.state}`)}
              {token.state === 'holds' && may('revokeApiToken') && (
                <Button size="compact-xs" variant="subtle" onClick={() => setAsked(token)}>
                  {t('api-tokens.revoke')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </RowsTable>
      {asked && <Revoke token={asked} onClose={() => setAsked(null)} />}
    </>
  )
}

function Revoke({ token, onClose }: { token: ApiTokenView; onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const queryClient = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => api.call('revokeApiToken', { params: { id: token.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: apiTokensKey })
      onClose()
    },
  })
  return (
    <Confirm
      title={t('api-tokens.revoke.title', { name: token.name })}
      action={t('api-tokens.revoke')}
      isBusy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <Text size="sm">{t('api-tokens.revoke.what')}</Text>
    </Confirm>
  )
}
