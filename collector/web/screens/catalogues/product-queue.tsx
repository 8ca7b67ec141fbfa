import { Group } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ProductQueue, UnknownProduct } from '#protocol/judging-views.ts'
import { useApi } from '../../client.ts'
import { productsQuery } from '../../judging-queries.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { PlacedProducts } from './placed-products.tsx'
import { ConfirmPlace, PlaceProduct, type Placing } from './place-product.tsx'
import styles from './catalogues.module.css'

/** Product names that computers tell and no catalogue has; administrators say what they are. */
export function ProductQueuePanel() {
  const { t } = useSpeech()
  const api = useApi()
  const queue = useQuery(productsQuery(api))
  const may = useMay()
  const mayPlace = may('nameProduct')
  if (queue.isError) {
    return <LoadFailure error={queue.error} onRetry={() => void queue.refetch()} />
  }
  if (!queue.data) return <RowsSkeleton rows={6} />
  return (
    <div className={styles['groups']}>
      {queue.data.unknown.length === 0 ? (
        <Notice icon={IconCircleCheck} title={t('products.none')}>
          {t('products.none.why')}
        </Notice>
      ) : (
        <Unknown queue={queue.data} mayPlace={mayPlace} />
      )}
      {queue.data.aliases.length > 0 && (
        <PlacedProducts aliases={queue.data.aliases} mayPlace={mayPlace} />
      )}
    </div>
  )
}

function Unknown({ queue, mayPlace }: { queue: ProductQueue; mayPlace: boolean }) {
  const { t, number } = useSpeech()
  const [placing, setPlacing] = useState<Placing | null>(null)
  const { unknown, unknownTotal } = queue
  const shown = { shown: number(unknown.length), total: number(unknownTotal) }
  const heads = [
    t('products.name'),
    t('products.hosts'),
    t('products.first-seen'),
    t('products.agencies'),
    ...(mayPlace ? [t('products.means')] : []),
  ]
  return (
    <div>
      <p className={styles['intro']}>{t('products.intro')}</p>
      <Card
        title={t('catalogues.unknown')}
        aside={
          <Group gap="sm">
            {unknownTotal > unknown.length && t('products.more', shown)}
            <ExportButton route="exportProducts" />
          </Group>
        }
        isFlush
      >
        <RowsTable name={t('catalogues.unknown')} heads={heads}>
          {unknown.map((product) => (
            <Row key={product.name} product={product} onPlace={mayPlace ? setPlacing : null} />
          ))}
        </RowsTable>
      </Card>
      {placing && <ConfirmPlace placing={placing} onClose={() => setPlacing(null)} />}
    </div>
  )
}

function Row(props: { product: UnknownProduct; onPlace: ((placing: Placing) => void) | null }) {
  const { date, counted } = useSpeech()
  const { name, hosts, firstSeenMs, agencies } = props.product
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Link to="/hosts" search={{ product: name }}>
          {counted('hosts.total', hosts)}
        </Link>
      </td>
      <td>{date(firstSeenMs)}</td>
      <td>{agencies.join(', ')}</td>
      {props.onPlace && (
        <td>
          <PlaceProduct name={name} onPlace={props.onPlace} />
        </td>
      )}
    </tr>
  )
}
