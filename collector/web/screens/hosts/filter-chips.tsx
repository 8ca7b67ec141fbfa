import { Button, CloseButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { newPortDays } from '#protocol/host-query.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { useCostWords } from '../../parts/cost-words.ts'
import { agenciesQuery } from '../../queries.ts'
import type { HostsSearch } from '../../search.ts'
import { isFiltered, reportingOf, toFlags } from './filters.ts'
import styles from './filter-chips.module.css'

type Chip = { text: string; without: HostsSearch }

/** What narrows the list, each with its way out. */
export function FilterChips(props: {
  search: HostsSearch
  onChange: (patch: HostsSearch) => void
  onClear: () => void
}) {
  const { t } = useSpeech()
  const chips = useChips(props.search)
  if (!isFiltered(props.search)) return null
  return (
    <ul className={styles['chips']} aria-label={t('filter.active')}>
      {chips.map(({ text, without }) => (
        <li key={text} className={styles['chip']}>
          {text}
          <CloseButton
            size={18}
            aria-label={t('filter.remove', { filter: text })}
            onClick={() => props.onChange(without)}
          />
        </li>
      ))}
      <li>
        <Button size="compact-xs" variant="subtle" onClick={props.onClear}>
          {t('filter.clear')}
        </Button>
      </li>
    </ul>
  )
}

function useChips(search: HostsSearch): Chip[] {
  const { t } = useSpeech()
  const { cpuAmount, memoryAmount } = useCostWords()
  const agencies = useQuery(agenciesQuery(useApi()))
  const chips: Chip[] = []
  const add = (text: string, without: HostsSearch) => chips.push({ text, without })

  if (search.q) add(`“${search.q}”`, { q: undefined })
  if (search.agency !== undefined) {
    const agency = agencies.data?.agencies.find(({ id }) => id === search.agency)
    add(agency?.name ?? search.agency, { agency: undefined })
  }
  if (search.under !== undefined) {
    const agency = agencies.data?.agencies.find(({ id }) => id === search.under)
    add(t('filter.under', { name: agency?.name ?? search.under }), { under: undefined })
  }
  if (search.control) {
    const name = t(`control.${search.control}.name`)
    const text = search.state ? `${name}: ${t(`state.${search.state}`)}` : name
    add(text, { control: undefined, state: undefined })
  }
  if (search.state && !search.control) {
    add(t('filter.any-control', { state: t(`state.${search.state}`) }), { state: undefined })
  }
  if (search.remedy) add(t(`remedy.${search.remedy}.name`), { remedy: undefined })
  if (search.class) add(t(`class.${search.class}`), { class: undefined })
  if (search.computers) {
    add(t(`filter.computers.${search.computers}`), { computers: undefined })
  }
  if (search.os) add(t('filter.os', { name: search.os }), { os: undefined })
  if (search.newPorts) {
    add(t(`filter.new-ports.${search.newPorts}`, { days: newPortDays }), { newPorts: undefined })
  }
  const reporting = reportingOf(search)
  if (reporting) add(t(`reporting.${reporting}`), toFlags(null))
  if (!reporting && search.silent) {
    add(t(`filter.silent.${search.silent}`), { silent: undefined })
  }
  if (!reporting && search.neverReported) {
    add(t(`filter.never.${search.neverReported}`), { neverReported: undefined })
  }
  if (search.sharingKey) {
    add(t(`filter.sharing-key.${search.sharingKey}`), { sharingKey: undefined })
  }
  if (search.product) add(t('filter.product', { name: search.product }), { product: undefined })
  if (search.agentVersion) {
    const text = t('filter.agent-version', { version: search.agentVersion })
    add(text, { agentVersion: undefined })
  }
  if (search.agentCpuMsMin !== undefined) {
    const text = t('filter.agent-cpu', { amount: cpuAmount(search.agentCpuMsMin) })
    add(text, { agentCpuMsMin: undefined })
  }
  if (search.agentMemoryBytesMin !== undefined) {
    const text = t('filter.agent-memory', { amount: memoryAmount(search.agentMemoryBytesMin) })
    add(text, { agentMemoryBytesMin: undefined })
  }
  if (search.token) add(t('filter.token'), { token: undefined })
  return chips
}
