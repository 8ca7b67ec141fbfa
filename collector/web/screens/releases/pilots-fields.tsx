import { MultiSelect } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState, type KeyboardEvent } from 'react'
import type { ReleaseView } from '#protocol/release-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { agenciesQuery } from '../../queries.ts'
import { releasesKey } from './release-queries.ts'

export type Pilots = Pick<ReleaseView['plan'], 'pilotHosts' | 'pilotAgencies'>

const foundMax = 20

/** Enter takes what is found; where nothing is, it must not begin the rollout. */
function keepFormOpen(event: KeyboardEvent): void {
  if (event.key === 'Enter') event.preventDefault()
}

/** Who gets a release first: agencies, and computers that are found by their name. */
export function PilotsFields(props: {
  pilots: Pilots
  /** Names of those that the plan has already. */
  known: ReleaseView['pilots']
  onChange: (pilots: Pilots) => void
}) {
  const { t } = useSpeech()
  const api = useApi()
  const agencies = useQuery(agenciesQuery(api))
  const { known, onChange, pilots } = props
  return (
    <>
      <MultiSelect
        label={t('releases.field.pilot-agencies')}
        searchable
        onKeyDown={keepFormOpen}
        clearable
        nothingFoundMessage={t('filter.nothing')}
        data={(agencies.data?.agencies ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={pilots.pilotAgencies}
        onChange={(pilotAgencies) => onChange({ ...pilots, pilotAgencies })}
      />
      <PilotHosts
        known={known}
        chosen={pilots.pilotHosts}
        onChange={(pilotHosts) => onChange({ ...pilots, pilotHosts })}
      />
    </>
  )
}

function PilotHosts(props: {
  known: ReleaseView['pilots']
  chosen: string[]
  onChange: (hosts: string[]) => void
}) {
  const { t } = useSpeech()
  const api = useApi()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 250)
  const [names, setNames] = useState(
    () => new Map(props.known.map(({ hostId, hostname }) => [hostId, hostname])),
  )
  const found = useQuery({
    queryKey: [...releasesKey, 'pilots', q],
    queryFn: ({ signal }) =>
      api.call('hosts', { query: { q, sort: 'hostname', page: 1, pageSize: foundMax } }, signal),
    enabled: q !== '',
  })
  const rows = q === '' ? [] : (found.data?.hosts ?? [])
  // Two computers may bear one name.
  const told = rows.map((row) => [row.id, `${row.hostname} (${row.agency.name})`] as const)
  const all = new Map([...told, ...names])
  return (
    <MultiSelect
      label={t('releases.field.pilot-hosts')}
      description={t('releases.field.pilot-hosts.hint')}
      searchable
      clearable
      hidePickedOptions
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      onKeyDown={keepFormOpen}
      nothingFoundMessage={t(q === '' ? 'releases.field.pilot-hosts.type' : 'filter.nothing')}
      data={[...all].map(([value, label]) => ({ value, label }))}
      value={props.chosen}
      onChange={(chosen) => {
        setNames(new Map(chosen.map((id) => [id, all.get(id) ?? id])))
        props.onChange(chosen)
      }}
    />
  )
}
