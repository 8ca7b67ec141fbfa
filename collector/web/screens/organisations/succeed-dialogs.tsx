import { MultiSelect, SegmentedControl, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OrganisationView } from '#protocol/organisation-views.ts'
import { hostId } from '#protocol/values.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { useToday } from '../../today.ts'
import { isDay } from '../../typed-day.ts'
import { hostsQuery } from '../../queries.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { SourceField, sourceOf } from './describe-fields.tsx'
import { OrganisationSelect, OrganisationsSelect } from './organisation-select.tsx'
import styles from './organisations.module.css'

type Props = { one: OrganisationView; onClose: () => void }

/** This one, and others with it, are merged into a successor. */
export function MergeDialog({ one, onClose }: Props) {
  const { t } = useSpeech()
  const now = useToday()
  const [others, setOthers] = useState<string[]>([])
  const [toAgencyId, setToAgencyId] = useState<string | null>(null)
  const [as, setAs] = useState<'merged' | 'renamed'>('merged')
  const [onDay, setOnDay] = useState(now)
  const [source, setSource] = useState('')
  const change =
    toAgencyId !== null && isDay(onDay)
      ? ({
          kind: 'merge',
          fromAgencyIds: [one.id, ...others],
          toAgencyId,
          as,
          onDay,
          source: sourceOf(source),
        } as const)
      : null
  return (
    <ChangeDialog
      title={t('organisations.merge.title', { name: one.name })}
      seen={one}
      change={change && { ...change, fromAgencyIds: [...change.fromAgencyIds] }}
      onClose={onClose}
    >
      <p className={styles['hint']}>{t('organisations.merge.why')}</p>
      <OrganisationSelect
        label={t('organisations.successor')}
        description={t('organisations.successor.new')}
        except={one.id}
        value={toAgencyId}
        onChange={setToAgencyId}
      />
      <OrganisationsSelect
        label={t('organisations.merge.others')}
        except={one.id}
        value={others}
        onChange={setOthers}
      />
      <SegmentedControl
        size="xs"
        aria-label={t('organisations.merge.as')}
        value={as}
        data={(['merged', 'renamed'] as const).map((value) => ({
          value,
          label: t(`succession.${value}`),
        }))}
        onChange={(next) => setAs(next === 'renamed' ? 'renamed' : 'merged')}
      />
      <DayField
        label={t('organisations.on-day')}
        isRequired
        description={t('organisations.on-day.hosts')}
        value={onDay}
        onChange={setOnDay}
      />
      <SourceField value={source} onChange={setSource} />
    </ChangeDialog>
  )
}

const listedHostsMax = 200

/** Named hosts go to another; the organisation itself stands on, or ends and the rest goes to one. */
export function SplitDialog({ one, onClose }: Props) {
  const { t } = useSpeech()
  const now = useToday()
  const [toAgencyId, setToAgencyId] = useState<string | null>(null)
  const [hostIds, setHostIds] = useState<string[]>([])
  const [rest, setRest] = useState<'stands' | 'ends'>('stands')
  const [restTo, setRestTo] = useState<string | null>(null)
  const [onDay, setOnDay] = useState(now)
  const [source, setSource] = useState('')
  const isRestSaid = rest === 'stands' || restTo !== null
  const change =
    toAgencyId !== null && isDay(onDay) && isRestSaid
      ? {
          kind: 'split' as const,
          fromAgencyId: one.id,
          parts: [{ toAgencyId, hostIds: hostIds.map((id) => hostId.parse(id)) }],
          restToAgencyId: rest === 'ends' ? restTo : null,
          onDay,
          source: sourceOf(source),
        }
      : null
  return (
    <ChangeDialog
      title={t('organisations.split.title', { name: one.name })}
      seen={one}
      change={change}
      onClose={onClose}
    >
      <OrganisationSelect
        label={t('organisations.split.to')}
        description={t('organisations.successor.new')}
        except={one.id}
        value={toAgencyId}
        onChange={setToAgencyId}
      />
      <HostsSelect agencyId={one.id} value={hostIds} onChange={setHostIds} />
      <Select
        size="sm"
        label={t('organisations.split.rest')}
        allowDeselect={false}
        data={(['stands', 'ends'] as const).map((value) => ({
          value,
          label: t(`organisations.split.rest.${value}`),
        }))}
        value={rest}
        onChange={(next) => setRest(next === 'ends' ? 'ends' : 'stands')}
      />
      {rest === 'ends' && (
        <OrganisationSelect
          label={t('organisations.split.rest-to')}
          except={one.id}
          value={restTo}
          onChange={setRestTo}
        />
      )}
      <DayField
        label={t('organisations.on-day')}
        isRequired
        description={t('organisations.on-day.hosts')}
        value={onDay}
        onChange={setOnDay}
      />
      <SourceField value={source} onChange={setSource} />
    </ChangeDialog>
  )
}

/** Typing asks the collector, so that the one that is looked for is among those that are offered. */
function HostsSelect(props: {
  agencyId: string
  value: string[]
  onChange: (ids: string[]) => void
}) {
  const { t, number } = useSpeech()
  const [q, setQ] = useState('')
  const [names, setNames] = useState<Readonly<Record<string, string>>>({})
  const query = { agency: props.agencyId, sort: 'hostname', page: 1, pageSize: listedHostsMax }
  const hosts = useQuery(
    hostsQuery(useApi(), { ...query, sort: 'hostname', ...(q === '' ? {} : { q }) }),
  )
  const found = (hosts.data?.hosts ?? []).map(({ id, hostname }) => ({
    value: id,
    label: hostname,
  }))
  const chosen = props.value
    .filter((id) => !found.some(({ value }) => value === id))
    .map((id) => ({ value: id, label: names[id] ?? id }))
  const total = hosts.data?.total ?? 0
  return (
    <MultiSelect
      size="sm"
      label={t('organisations.split.hosts')}
      description={t('organisations.split.hosts.of', { count: number(total) })}
      searchable
      hidePickedOptions
      maxDropdownHeight={220}
      nothingFoundMessage={t('filter.nothing')}
      data={[...chosen, ...found]}
      error={choicesFailure(hosts)}
      value={props.value}
      searchValue={q}
      onSearchChange={setQ}
      onChange={(ids) => {
        setNames(
          Object.fromEntries([...chosen, ...found].map(({ value, label }) => [value, label])),
        )
        props.onChange(ids)
      }}
    />
  )
}
