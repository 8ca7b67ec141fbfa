import type { ReactNode } from 'react'
import { deviceShows, type DevicePage, type DeviceShow } from '#protocol/devices.ts'
import { deviceKinds, machineStates } from '#protocol/register.ts'
import { useSpeech } from '../../language.tsx'
import { ChoiceFilter } from '../../parts/choice-filter.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { AgencySelect } from '../register/agency-select.tsx'
import styles from '../register/register.module.css'
import type { DevicesSearch } from './device-queries.ts'

/** What the list of devices is filtered by. */
export function DeviceToolbar(props: {
  search: DevicesSearch
  counts: DevicePage['counts'] | undefined
  onChange: (patch: DevicesSearch) => void
  /** What stands behind the filters. */
  children: ReactNode
}) {
  const { t, number } = useSpeech()
  const { search, counts, onChange } = props
  const nameOfShow = (show: DeviceShow) => {
    const name = t(show === 'finding' ? 'devices.show.finding' : `devices.standing.${show}`)
    return counts ? `${name}: ${number(counts[show])}` : name
  }
  return (
    <div className={styles['toolbar']} role="search">
      <ChoiceFilter
        label={t('devices.filter.show')}
        choices={deviceShows}
        nameOf={nameOfShow}
        value={search.show}
        onChange={(show) => onChange({ show })}
      />
      <SearchBox
        label={t('devices.search')}
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
      />
      <AgencySelect
        isFilter
        value={search.agency ?? null}
        onChange={(agency) => onChange({ agency: agency ?? undefined })}
      />
      <ChoiceFilter
        label={t('devices.filter.kind')}
        choices={deviceKinds}
        nameOf={(one) => t(`import.choice.kind.${one}`)}
        value={search.kind}
        onChange={(kind) => onChange({ kind })}
      />
      <ChoiceFilter
        label={t('import.column.device.state')}
        choices={machineStates}
        nameOf={(one) => t(`import.choice.state.${one}`)}
        value={search.state}
        onChange={(state) => onChange({ state })}
      />
      {props.children}
    </div>
  )
}
