import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ExclusionView, OrganisationView } from '#protocol/organisation-views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { LastDayDialog } from './assign-dialogs.tsx'
import { Days, usePlanName } from './row-parts.tsx'
import { actorName } from '../register/entry-values.ts'
import styles from './organisations.module.css'

/** Outside which plans it lies, why, and who said so. */
export function ExclusionsCard({ one, mayChange }: { one: OrganisationView; mayChange: boolean }) {
  const { t, time } = useSpeech()
  const planName = usePlanName()
  const [ending, setEnding] = useState<ExclusionView | null>(null)
  if (one.exclusions.length === 0) return null
  return (
    <Card
      title={t('organisations.exclusions')}
      aside={<ExportButton route="exportExclusions" params={{ id: one.id }} />}
      isFlush
    >
      <RowsTable
        name={t('organisations.exclusions')}
        heads={[
          t('plan.select'),
          t('organisations.reason'),
          t('organisations.validity'),
          t('organisations.recorded'),
        ]}
      >
        {one.exclusions.map((exclusion) => (
          <tr key={exclusion.exclusionId}>
            <th scope="row">{planName(exclusion.planId)}</th>
            <td>{exclusion.reason}</td>
            <td>
              <Days fromDay={exclusion.fromDay} untilDay={exclusion.untilDay} />
            </td>
            <td>
              {actorName(exclusion.actor)}, {time(exclusion.recordedMs)}
              {mayChange && exclusion.untilDay === null && (
                <Button
                  className={styles['undo'] ?? ''}
                  size="compact-xs"
                  variant="default"
                  onClick={() => setEnding(exclusion)}
                >
                  {t('organisations.stop')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </RowsTable>
      {ending && (
        <LastDayDialog
          title={t('organisations.stop.exclusion', { name: one.name })}
          changeOn={(lastDay) => ({
            kind: 'end-exclusion',
            exclusionId: ending.exclusionId,
            lastDay,
          })}
          onClose={() => setEnding(null)}
        />
      )}
    </Card>
  )
}
