import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { CutOffView } from '#protocol/snapshot-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { CutOffDialog } from './cut-off-dialog.tsx'
import { CutOffRules } from './cut-off-rules.tsx'
import { cutOffsQuery } from './snapshot-queries.ts'
import styles from './snapshots.module.css'

/** When the figures of each period are frozen, and what became of it. */
export function CutOffsCard() {
  const { t } = useSpeech()
  const may = useMay()
  const cutOffs = useQuery(cutOffsQuery(useApi()))
  const [isDeciding, setDeciding] = useState(false)
  return (
    <Card title={t('snapshots.cut-offs')} aside={<ExportButton route="exportCutOffs" />}>
      {cutOffs.data ? (
        <>
          <ul className={styles['cuts']}>
            {cutOffs.data.cutOffs.map((one) => (
              <CutOff key={one.period} cutOff={one} />
            ))}
          </ul>
          <CutOffRules rules={cutOffs.data.rules} />
          {may('decideCutOff') && (
            <Button size="xs" variant="default" onClick={() => setDeciding(true)}>
              {t('snapshots.cut-off.decide')}
            </Button>
          )}
          {isDeciding && <CutOffDialog known={cutOffs.data} onClose={() => setDeciding(false)} />}
        </>
      ) : cutOffs.isError ? (
        <LoadFailure error={cutOffs.error} onRetry={() => void cutOffs.refetch()} />
      ) : (
        <RowsSkeleton rows={2} />
      )}
    </Card>
  )
}

function CutOff({ cutOff: { period, cutOffMs, isPast, snapshotId } }: { cutOff: CutOffView }) {
  const { t, date } = useSpeech()
  return (
    <li>
      <span>
        {period} <span className={styles['quiet']}>{date(cutOffMs)}</span>
      </span>
      {snapshotId === null ? (
        <span className={styles['quiet']}>
          {t(isPast ? 'snapshots.cut-off.due' : 'snapshots.cut-off.ahead')}
        </span>
      ) : (
        <Link to="/snapshots/$id" params={{ id: snapshotId }}>
          {t('snapshots.cut-off.taken')}
        </Link>
      )}
    </li>
  )
}
