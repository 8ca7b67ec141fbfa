import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { InstallView } from '#protocol/install.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { Arriving } from './arriving.tsx'
import { FilesCard } from './files-card.tsx'
import { installKey, packagesQuery } from './install-queries.ts'
import { Sheet } from './sheet.tsx'
import { TokenCard, type TokenWanted } from './token-card.tsx'
import { TokensCard } from './tokens-card.tsx'
import { WaitingCard } from './waiting-card.tsx'
import styles from './install.module.css'

/** The steps for one agency. The join string lives here alone: it is gone when the page is left. */
export function AgencyInstall({ one }: { one: InstallView }) {
  const { t } = useSpeech()
  const api = useApi()
  const queryClient = useQueryClient()
  const packages = useQuery(packagesQuery(api))
  const make = useMutation({
    mutationFn: (wanted: TokenWanted) =>
      api.call('createToken', { body: { ...wanted, agencyId: one.agency.id } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: installKey }),
  })
  const made = make.data ?? null
  return (
    <>
      <div className={`${styles['steps']} no-print`}>
        <Arriving one={one} />
        <TokenCard one={one} make={make} />
        <Card title={t('install.files')}>
          {packages.data ? (
            <FilesCard agency={one.agency} packages={packages.data} made={made} />
          ) : packages.isError ? (
            <LoadFailure error={packages.error} onRetry={() => void packages.refetch()} />
          ) : (
            <RowsSkeleton rows={4} />
          )}
        </Card>
      </div>
      <Sheet agency={one.agency.name} made={made} packages={packages.data?.packages ?? []} />
      <div className={`${styles['steps']} no-print`}>
        <WaitingCard agency={one.agency.id} />
        <TokensCard tokens={one.tokens} />
      </div>
    </>
  )
}
