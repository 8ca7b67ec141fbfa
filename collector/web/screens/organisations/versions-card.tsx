import { Button, Checkbox, Group } from '@mantine/core'
import { useState } from 'react'
import type { OrganisationView, VersionView } from '#protocol/organisation-views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { CorrectDialog } from './describe-dialogs.tsx'
import { Days } from './row-parts.tsx'
import { actorName } from '../register/entry-values.ts'
import styles from './organisations.module.css'

/** What it was called and under whom it stood, the newest first. What was corrected can be shown too. */
export function VersionsCard({ one, mayChange }: { one: OrganisationView; mayChange: boolean }) {
  const { t } = useSpeech()
  const [isAll, setIsAll] = useState(false)
  const [correcting, setCorrecting] = useState<VersionView | null>(null)
  const versions = one.versions.filter(({ supersededMs }) => isAll || supersededMs === null)
  const hidden = one.versions.some(({ supersededMs }) => supersededMs !== null)
  return (
    <Card
      title={t('organisations.history')}
      isFlush
      aside={
        <Group gap="sm">
          {hidden && (
            <Checkbox
              size="xs"
              label={t('organisations.history.corrected')}
              checked={isAll}
              onChange={({ currentTarget }) => setIsAll(currentTarget.checked)}
            />
          )}
          <ExportButton
            route="exportOrganisationVersions"
            params={{ id: one.id }}
            query={{ corrected: isAll ? 'yes' : 'no' }}
          />
        </Group>
      }
    >
      <RowsTable
        name={t('organisations.history')}
        heads={[
          t('organisations.name'),
          t('organisations.kind'),
          t('organisations.code'),
          t('organisations.validity'),
          t('organisations.source'),
          t('organisations.recorded'),
        ]}
      >
        {versions.map((version) => (
          <VersionRow
            key={version.versionId}
            version={version}
            onCorrect={mayChange ? () => setCorrecting(version) : null}
          />
        ))}
      </RowsTable>
      {correcting && (
        <CorrectDialog one={one} version={correcting} onClose={() => setCorrecting(null)} />
      )}
    </Card>
  )
}

function VersionRow(props: { version: VersionView; onCorrect: (() => void) | null }) {
  const { t, time } = useSpeech()
  const { version } = props
  return (
    <tr data-ended={version.supersededMs !== null}>
      <th scope="row">
        {version.name}
        {version.shortName && <small>{version.shortName}</small>}
      </th>
      <td>
        {version.kind}
        {version.level && <small>{version.level}</small>}
      </td>
      <td>{version.code ?? '—'}</td>
      <td>
        <Days fromDay={version.fromDay} untilDay={version.untilDay} />
      </td>
      <td>{version.source ?? '—'}</td>
      <td>
        {actorName(version.actor)}, {time(version.recordedMs)}
        {version.supersededMs !== null && (
          <small>{t('organisations.superseded', { time: time(version.supersededMs) })}</small>
        )}
        {props.onCorrect && version.supersededMs === null && (
          <Button
            className={styles['undo'] ?? ''}
            size="compact-xs"
            variant="default"
            onClick={props.onCorrect}
          >
            {t('organisations.correct')}
          </Button>
        )}
      </td>
    </tr>
  )
}
