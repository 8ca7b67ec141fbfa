import { Tabs, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { catalogueKinds } from '#protocol/catalogue/signed.ts'
import { catalogueParts } from '../../addresses.ts'
import { useApi } from '../../client.ts'
import { productsQuery } from '../../judging-queries.ts'
import { useSpeech } from '../../language.tsx'
import { CardBoundary } from '../../parts/failure.tsx'
import { useTitle } from '../../parts/title.ts'
import { CataloguePanel } from './catalogue-panel.tsx'
import { ImportCatalogue } from './import-catalogue.tsx'
import { ProductQueuePanel } from './product-queue.tsx'
import { ReadersPanel } from './readers-panel.tsx'
import styles from './catalogues.module.css'

type CataloguePart = (typeof catalogueParts)[number]

/** What hosts are judged by: the catalogues, the names that are in none, and which readers were checked. */
export function Catalogues() {
  const { t } = useSpeech()
  const { part = 'antivirus-products' } = useSearch({ from: '/catalogues' })
  const navigate = useNavigate({ from: '/catalogues' })
  useTitle(t('nav.catalogues'))
  const open = (next: string | null) =>
    void navigate({
      search: (before) => ({ ...before, part: catalogueParts.find((one) => one === next) }),
      resetScroll: false,
    })
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <Title order={1}>{t('nav.catalogues')}</Title>
        <ImportCatalogue />
      </header>
      <Tabs value={part} onChange={open} keepMounted={false} className={styles['tabs'] ?? ''}>
        <Tabs.List aria-label={t('catalogues.parts')} className={styles['list'] ?? ''}>
          {catalogueParts.map((one) => (
            <Tabs.Tab key={one} value={one}>
              <PartName part={one} />
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {catalogueParts.map((one) => (
          <Tabs.Panel key={one} value={one} className={styles['panel'] ?? ''}>
            <CardBoundary>
              <Part part={one} />
            </CardBoundary>
          </Tabs.Panel>
        ))}
      </Tabs>
    </div>
  )
}

function PartName({ part }: { part: CataloguePart }) {
  const { t, number } = useSpeech()
  const products = useQuery(productsQuery(useApi()))
  const kind = catalogueKinds.find((one) => one === part)
  if (kind) return t(`catalogue.${kind}`)
  if (part === 'readers') return t('catalogues.readers')
  const waiting = products.data?.unknownTotal ?? 0
  return waiting === 0 ? t('catalogues.unknown') : `${t('catalogues.unknown')} (${number(waiting)})`
}

function Part({ part }: { part: CataloguePart }) {
  switch (part) {
    case 'unknown':
      return <ProductQueuePanel />
    case 'readers':
      return <ReadersPanel />
    default:
      return <CataloguePanel kind={part} />
  }
}
