import { Button, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProductAlias } from '#protocol/judging-views.ts'
import { useApi } from '../../client.ts'
import { catalogueQuery, refreshJudging } from '../../judging-queries.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'

/** What was said of names, by whom and when, and the way back. */
export function PlacedProducts(props: { aliases: readonly ProductAlias[]; mayPlace: boolean }) {
  const { t, date, counted } = useSpeech()
  const catalogue = useQuery(catalogueQuery(useApi(), 'antivirus-products'))
  const [forgetting, setForgetting] = useState<ProductAlias | null>(null)
  const nameOf = (id: string) =>
    catalogue.data?.antivirusProducts.find((row) => row.id === id)?.name ?? id
  return (
    <Card title={t('products.placed')} aside={<ExportButton route="exportAliases" />} isFlush>
      <RowsTable
        name={t('products.placed')}
        heads={[t('products.name'), t('products.means'), t('products.hosts'), t('column.actions')]}
      >
        {props.aliases.map((alias) => (
          <tr key={alias.id}>
            <th scope="row">{alias.name}</th>
            <td>
              {alias.product === null ? t('products.not-antivirus') : nameOf(alias.product)}
              <small>
                {alias.author}, {date(alias.decidedMs)}
              </small>
            </td>
            <td>
              <Link to="/hosts" search={{ product: alias.name }}>
                {counted('hosts.total', alias.hosts)}
              </Link>
            </td>
            <td>
              {props.mayPlace && (
                <Button size="xs" variant="subtle" onClick={() => setForgetting(alias)}>
                  {t('products.undo')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </RowsTable>
      {forgetting && <ConfirmForget alias={forgetting} onClose={() => setForgetting(null)} />}
    </Card>
  )
}

function ConfirmForget({ alias, onClose }: { alias: ProductAlias; onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const forget = useMutation({
    mutationFn: () => api.call('forgetProduct', { params: { id: alias.id } }),
    onSuccess: async () => {
      await refreshJudging(client)
      onClose()
    },
  })
  return (
    <Confirm
      title={t('products.undo.title', { name: alias.name })}
      action={t('products.undo')}
      isBusy={forget.isPending}
      error={forget.error}
      onConfirm={() => forget.mutate()}
      onClose={onClose}
    >
      <Text size="sm">{t('products.undo.means')}</Text>
    </Confirm>
  )
}
