import { Button, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { InstallView } from '#protocol/install.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { installKey } from './install-queries.ts'

type Token = InstallView['tokens'][number]

/** The tokens of an agency: what is left of each, who came by it, and taking it back. */
export function TokensCard({ tokens }: { tokens: readonly Token[] }) {
  const { t, number, time } = useSpeech()
  const { clock } = useApi()
  const [asked, setAsked] = useState<Token | null>(null)
  const names = ['made', 'used', 'hosts', 'until', 'where', 'state'] as const
  return (
    <Card title={t('install.tokens')} isFlush={tokens.length > 0}>
      {tokens.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('install.tokens.none')}
        </Text>
      )}
      {tokens.length > 0 && (
        <RowsTable
          name={t('install.tokens')}
          heads={names.map((name) => t(`install.tokens.${name}`))}
        >
          {tokens.map((token) => (
            <tr key={token.id}>
              <th scope="row">{time(token.createdMs)}</th>
              <td>
                {t('install.tokens.used.of', {
                  uses: number(token.uses),
                  max: number(token.usesMax),
                })}
              </td>
              <td>
                <Link to="/hosts" search={{ token: token.id }} data-count="hosts">
                  {number(token.hosts)}
                </Link>
              </td>
              <td>{time(token.expiresMs)}</td>
              <td>{token.networks.join(', ') || t('install.tokens.anywhere')}</td>
              <td>
                {t(`install.tokens.${stateOf(token, clock.now())}`)}{' '}
                {stateOf(token, clock.now()) === 'holds' && (
                  <Button size="compact-xs" variant="subtle" onClick={() => setAsked(token)}>
                    {t('install.tokens.revoke')}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </RowsTable>
      )}
      {asked && <Revoke token={asked} onClose={() => setAsked(null)} />}
    </Card>
  )
}

function stateOf({ revokedMs, expiresMs, uses, usesMax }: Token, nowMs: number) {
  if (revokedMs !== null) return 'revoked'
  if (expiresMs <= nowMs) return 'expired'
  return uses >= usesMax ? 'spent' : 'holds'
}

function Revoke({ token, onClose }: { token: Token; onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const queryClient = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => api.call('revokeToken', { params: { id: token.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: installKey })
      onClose()
    },
  })
  return (
    <Confirm
      title={t('install.tokens.revoke.title')}
      action={t('install.tokens.revoke')}
      isBusy={revoke.isPending}
      error={revoke.error}
      onConfirm={() => revoke.mutate()}
      onClose={onClose}
    >
      <Text size="sm">{t('install.tokens.revoke.what')}</Text>
    </Confirm>
  )
}
