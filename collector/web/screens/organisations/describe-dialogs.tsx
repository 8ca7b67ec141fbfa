import { Group } from '@mantine/core'
import { useState } from 'react'
import type { OrganisationView, VersionView } from '#protocol/organisation-views.ts'
import { useSpeech } from '../../language.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { useToday } from '../../today.ts'
import { isDay } from '../../typed-day.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { useCompared } from './compared.ts'
import {
  describe,
  describedOf,
  DescribeFields,
  noDescription,
  SourceField,
  sourceOf,
} from './describe-fields.tsx'
import { OrganisationSelect } from './organisation-select.tsx'
import styles from './organisations.module.css'

type Close = { onClose: () => void }
type One = Close & { one: OrganisationView; version: VersionView }

/** An organisation that is new to the register. */
export function CreateDialog({
  onClose,
  parentId: above = null,
}: Close & { parentId?: string | null }) {
  const { t } = useSpeech()
  const now = useToday()
  const [described, setDescribed] = useState(noDescription)
  const [parentId, setParentId] = useState<string | null>(above)
  const [fromDay, setFromDay] = useState(now)
  const said = describe(described)
  const change =
    said && isDay(fromDay)
      ? ({ kind: 'create', version: { ...said, parentId, fromDay, untilDay: null } } as const)
      : null
  return (
    <ChangeDialog title={t('organisations.create')} change={change} onClose={onClose}>
      <DescribeFields value={described} onChange={setDescribed} />
      <Group grow gap="sm" align="start">
        <OrganisationSelect
          label={t('organisations.parent')}
          value={parentId}
          onChange={setParentId}
        />
        <DayField
          label={t('organisations.from-day')}
          isRequired
          value={fromDay}
          onChange={setFromDay}
        />
      </Group>
    </ChangeDialog>
  )
}

/** From a day on it is called otherwise. */
export function RenameDialog({ one, version, onClose }: One) {
  const { t } = useSpeech()
  const compared = useCompared()
  const now = useToday()
  const [described, setDescribed] = useState(describedOf(version))
  const [onDay, setOnDay] = useState(now)
  const to = describe(described)
  const change =
    to && isDay(onDay) ? ({ kind: 'rename', agencyId: one.id, onDay, to } as const) : null
  return (
    <ChangeDialog
      title={t('organisations.rename.title', { name: one.name })}
      change={change}
      seen={one}
      compare={(newer) => compared(described, newer)}
      onClose={onClose}
    >
      <DescribeFields value={described} onChange={setDescribed} />
      <DayField label={t('organisations.on-day')} isRequired value={onDay} onChange={setOnDay} />
    </ChangeDialog>
  )
}

/** From a day on it stands under another. */
export function MoveDialog({ one, version, onClose }: One) {
  const { t } = useSpeech()
  const now = useToday()
  const [parentId, setParentId] = useState(version.parentId)
  const [onDay, setOnDay] = useState(now)
  const [source, setSource] = useState('')
  const change = isDay(onDay)
    ? ({ kind: 'move', agencyId: one.id, parentId, onDay, source: sourceOf(source) } as const)
    : null
  return (
    <ChangeDialog
      title={t('organisations.move.title', { name: one.name })}
      change={change}
      seen={one}
      onClose={onClose}
    >
      <OrganisationSelect
        label={t('organisations.parent')}
        description={t('organisations.parent.none')}
        except={one.id}
        value={parentId}
        onChange={setParentId}
      />
      <DayField label={t('organisations.on-day')} isRequired value={onDay} onChange={setOnDay} />
      <SourceField value={source} onChange={setSource} />
    </ChangeDialog>
  )
}

/** What was written of a version is wrong. */
export function CorrectDialog({ one, version, onClose }: One) {
  const { t } = useSpeech()
  const compared = useCompared()
  // Corrected by somebody else meanwhile, it has another number; its days are the same.
  const [versionId, setVersionId] = useState(version.versionId)
  const aimAt = ({ versions }: OrganisationView) => {
    const sameDay = versions.find(
      (each) => each.supersededMs === null && each.fromDay === version.fromDay,
    )
    if (sameDay) setVersionId(sameDay.versionId)
  }
  const [described, setDescribed] = useState({
    ...describedOf(version),
    source: version.source ?? '',
  })
  const [parentId, setParentId] = useState(version.parentId)
  const [fromDay, setFromDay] = useState(version.fromDay)
  const said = describe(described)
  const change =
    said && isDay(fromDay)
      ? ({
          kind: 'correct',
          agencyId: one.id,
          versionId,
          version: { ...said, parentId, fromDay },
        } as const)
      : null
  return (
    <ChangeDialog
      title={t('organisations.correct.title', { name: version.name })}
      change={change}
      seen={one}
      compare={(newer) => compared(described, newer)}
      onNewer={aimAt}
      onClose={onClose}
    >
      <DescribeFields value={described} onChange={setDescribed} />
      <Group grow gap="sm" align="start">
        <OrganisationSelect
          label={t('organisations.parent')}
          except={one.id}
          value={parentId}
          onChange={setParentId}
        />
        <DayField
          label={t('organisations.from-day')}
          isRequired
          value={fromDay}
          onChange={setFromDay}
        />
      </Group>
    </ChangeDialog>
  )
}

/** It ended without a successor. */
export function EndDialog({ one, onClose }: One) {
  const { t } = useSpeech()
  const now = useToday()
  const [lastDay, setLastDay] = useState(now)
  const [source, setSource] = useState('')
  const change = isDay(lastDay)
    ? ({ kind: 'end', agencyId: one.id, lastDay, source: sourceOf(source) } as const)
    : null
  return (
    <ChangeDialog
      title={t('organisations.end.title', { name: one.name })}
      change={change}
      seen={one}
      onClose={onClose}
    >
      <p className={styles['hint']}>{t('organisations.end.why')}</p>
      <DayField
        label={t('organisations.last-day')}
        isRequired
        value={lastDay}
        onChange={setLastDay}
      />
      <SourceField value={source} onChange={setSource} />
    </ChangeDialog>
  )
}
