import { Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CatalogueKind } from '#protocol/catalogue/signed.ts'
import type { CatalogueHead, CatalogueView } from '#protocol/judging-views.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { catalogueQuery } from '../../judging-queries.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { AntivirusRows } from './antivirus-rows.tsx'
import { ServiceRows, SupportRows } from './other-rows.tsx'

/** One catalogue: which edition judges, and its rows. */
export function CataloguePanel({ kind }: { kind: CatalogueKind }) {
  const { t } = useSpeech()
  const editionText = useEditionText()
  const catalogue = useQuery(catalogueQuery(useApi(), kind))
  if (catalogue.data) {
    return (
      <Card
        title={t(`catalogue.${kind}`)}
        aside={
          <Group gap="sm">
            {editionText(catalogue.data)}
            <ExportButton route="exportCatalogue" params={{ kind }} />
          </Group>
        }
        isFlush
      >
        <Rows catalogue={catalogue.data} />
      </Card>
    )
  }
  if (catalogue.isError) {
    return <LoadFailure error={catalogue.error} onRetry={() => void catalogue.refetch()} />
  }
  return <RowsSkeleton rows={12} />
}

/** Which edition it is, when and by whom it was imported, and how much of it somebody has checked. */
function useEditionText() {
  const { t, number, time } = useSpeech()
  return ({ signed, issuedOn, rows, verifiedRows }: CatalogueHead) => {
    const day = dayText(issuedOn)
    const edition = signed
      ? [
          t('catalogues.signed', { sequence: signed.sequence, day }),
          t('catalogues.imported', { author: signed.importedBy, time: time(signed.importedMs) }),
        ]
      : [t('catalogues.shipped', { day })]
    const counts = { count: number(rows), verified: number(verifiedRows) }
    return [...edition, t('catalogues.rows', counts)].join(' · ')
  }
}

function Rows({ catalogue }: { catalogue: CatalogueView }) {
  switch (catalogue.kind) {
    case 'antivirus-products':
      return <AntivirusRows rows={catalogue.antivirusProducts} />
    case 'os-support':
      return <SupportRows rows={catalogue.osSupport} />
    case 'service-rules':
      return <ServiceRows rows={catalogue.serviceRules} />
  }
}
