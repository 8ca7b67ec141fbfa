import { Button, Chip, Collapse, Select } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { controlIds } from '#protocol/controls.ts'
import { hostSorts } from '#protocol/host-query.ts'
import { hostClasses } from '#protocol/values.ts'
import { verdictStates } from '#protocol/verdict-states.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { agenciesQuery } from '../../queries.ts'
import type { HostsSearch } from '../../search.ts'
import { reportingOf, reportings, toFlags } from './filters.ts'
import { SearchBox } from '../../parts/search-box.tsx'
import styles from './toolbar.module.css'

type Props = {
  search: HostsSearch
  onChange: (patch: HostsSearch, isTyping?: boolean) => void
}

/** Search and filters. They compose: a second one never drops the first. */
export function Toolbar({ search, onChange }: Props) {
  const { t } = useSpeech()
  const [isOpen, filters] = useDisclosure(false)
  const isNarrow = useMediaQuery('(max-width: 62em)', undefined, { getInitialValueInEffect: false })
  return (
    <div className={styles['toolbar']} role="search">
      <div className={styles['first']}>
        <SearchBox value={search.q ?? ''} onChange={(q) => onChange({ q: q || undefined }, true)} />
        <Button
          className={styles['more'] ?? ''}
          variant="default"
          size="sm"
          leftSection={<IconAdjustmentsHorizontal size={16} />}
          aria-expanded={isOpen}
          onClick={filters.toggle}
        >
          {t('hosts.filters')}
        </Button>
      </div>
      {isNarrow ? (
        <Collapse expanded={isOpen} className={styles['narrow'] ?? ''}>
          <Filters search={search} onChange={onChange} isNarrow />
        </Collapse>
      ) : (
        <div className={styles['wide']}>
          <Filters search={search} onChange={onChange} isNarrow={false} />
        </div>
      )}
    </div>
  )
}

function Filters({ search, onChange, isNarrow }: Props & { isNarrow: boolean }) {
  const { t } = useSpeech()
  const agencies = useQuery(agenciesQuery(useApi()))
  const common = { size: 'sm', clearable: true, className: styles['select'] ?? '' } as const
  return (
    <div className={styles['filters']}>
      <Select
        {...common}
        aria-label={t('filter.agency')}
        placeholder={t('filter.agency')}
        searchable
        comboboxProps={{ width: 300, position: 'bottom-start' }}
        nothingFoundMessage={t('filter.nothing')}
        data={(agencies.data?.agencies ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        error={choicesFailure(agencies)}
        value={search.agency ?? null}
        onChange={(agency) => onChange({ agency: agency ?? undefined })}
      />
      <Select
        {...common}
        aria-label={t('filter.control')}
        placeholder={t('filter.control')}
        comboboxProps={{ width: 320, position: 'bottom-start' }}
        data={controlIds.map((value) => ({ value, label: t(`control.${value}.name`) }))}
        value={search.control ?? null}
        onChange={(control) => onChange({ control: control ?? undefined })}
      />
      <Select
        {...common}
        aria-label={t('filter.state')}
        placeholder={t('filter.state')}
        data={verdictStates.map((value) => ({ value, label: t(`state.${value}`) }))}
        value={search.state ?? null}
        onChange={(state) => onChange({ state: state ?? undefined })}
      />
      <Select
        {...common}
        aria-label={t('filter.class')}
        placeholder={t('filter.class')}
        data={hostClasses.map((value) => ({ value, label: t(`class.${value}`) }))}
        value={search.class ?? null}
        onChange={(hostClass) => onChange({ class: hostClass ?? undefined })}
      />
      <Select
        {...common}
        aria-label={t('filter.reporting')}
        placeholder={t('filter.reporting')}
        data={reportings.map((value) => ({ value, label: t(`reporting.${value}`) }))}
        value={reportingOf(search)}
        onChange={(choice) => onChange(toFlags(choice))}
      />
      {isNarrow && (
        <Select
          size="sm"
          className={styles['select'] ?? ''}
          aria-label={t('filter.sort')}
          allowDeselect={false}
          data={hostSorts.map((value) => ({ value, label: t(`sort.${value}`) }))}
          value={search.sort ?? 'worst'}
          onChange={(sort) => onChange({ sort: sort ?? undefined })}
        />
      )}
      <FlagChips search={search} onChange={onChange} />
    </div>
  )
}

/** What is either asked for or not. */
function FlagChips({ search, onChange }: Props) {
  const { t } = useSpeech()
  return (
    <>
      <Chip
        size="sm"
        variant="outline"
        checked={search.sharingKey === 'yes'}
        onChange={(isOn) => onChange({ sharingKey: isOn ? 'yes' : undefined })}
      >
        {t('filter.sharing-key')}
      </Chip>
      <Chip
        size="sm"
        variant="outline"
        checked={search.newPorts === 'yes'}
        onChange={(isOn) => onChange({ newPorts: isOn ? 'yes' : undefined })}
      >
        {t('filter.new-ports')}
      </Chip>
    </>
  )
}
