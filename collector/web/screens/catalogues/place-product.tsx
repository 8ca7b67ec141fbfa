import { Button, Select, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../client.ts'
import { catalogueQuery, refreshJudging } from '../../judging-queries.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import styles from './catalogues.module.css'

/** What is to be said of a name; `product` null: it is no antivirus. */
export type Placing = { name: string; product: { id: string; name: string } | null }

/** Chooses what a name means. */
export function PlaceProduct(props: { name: string; onPlace: (placing: Placing) => void }) {
  const { t } = useSpeech()
  const { name, onPlace } = props
  const catalogue = useQuery(catalogueQuery(useApi(), 'antivirus-products'))
  const [chosen, setChosen] = useState<string | null>(null)
  const rows = catalogue.data?.antivirusProducts ?? []
  const product = rows.find(({ id }) => id === chosen)
  return (
    <div className={styles['place']}>
      <Select
        size="xs"
        searchable
        aria-label={`${t('products.choose')}: ${name}`}
        placeholder={t('products.choose')}
        nothingFoundMessage={t('filter.nothing')}
        data={rows.map((row) => ({ value: row.id, label: row.name }))}
        error={choicesFailure(catalogue)}
        value={chosen}
        onChange={setChosen}
      />
      <Button
        size="xs"
        variant="default"
        disabled={!product}
        onClick={() => product && onPlace({ name, product })}
      >
        {t('products.place')}
      </Button>
      <Button size="xs" variant="subtle" onClick={() => onPlace({ name, product: null })}>
        {t('products.not-antivirus')}
      </Button>
    </div>
  )
}

/** Says what it means for every computer before it is written down. */
export function ConfirmPlace({ placing, onClose }: { placing: Placing; onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const { name, product } = placing
  const place = useMutation({
    mutationFn: () => api.call('nameProduct', { body: { name, product: product?.id ?? null } }),
    onSuccess: async () => {
      await refreshJudging(client)
      onClose()
    },
  })
  return (
    <Confirm
      title={t('products.confirm.title', { name })}
      action={t('products.confirm')}
      isBusy={place.isPending}
      error={place.error}
      onConfirm={() => place.mutate()}
      onClose={onClose}
    >
      <Text size="sm">
        {product
          ? t('products.confirm.product', { product: product.name })
          : t('products.confirm.none')}
      </Text>
    </Confirm>
  )
}
