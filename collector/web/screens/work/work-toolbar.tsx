import { Button, Chip, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { hostClasses } from '#protocol/values.ts'
import { workStatuses } from '#protocol/work.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { agenciesQuery } from '../../queries.ts'
import { SearchBox } from '../../parts/search-box.tsx'
import { ownersQuery, type TodoSearch } from './work-queries.ts'
import styles from './work-toolbar.module.css'

type Props = {
  search: TodoSearch
  onChange: (patch: Partial<TodoSearch>, isTyping?: boolean) => void
}

/** Whether anything narrows the queue. */
export const isNarrowed = ({ plan: _plan, ...filters }: TodoSearch): boolean =>
  Object.values(filters).some((value) => value !== undefined)

/** Takes every filter of the queue off. */
export const noFilters: Record<Exclude<keyof TodoSearch, 'plan'>, undefined> = {
  q: undefined,
  agency: undefined,
  under: undefined,
  class: undefined,
  owner: undefined,
  status: undefined,
  overdue: undefined,
  expiring: undefined,
}

/** Search and filters; they compose and stand in the address. */
export function WorkToolbar({ search, onChange }: Props) {
  const { t } = useSpeech()
  return (
    <div className={`${styles['toolbar']} no-print`} role="search">
      <div className={styles['search']}>
        <SearchBox
          value={search.q ?? ''}
          label={t('work.filter.search')}
          onChange={(q) => onChange({ q: q || undefined }, true)}
        />
      </div>
      <Choices search={search} onChange={onChange} />
      {(['overdue', 'expiring'] as const).map((flag) => (
        <Chip
          key={flag}
          size="sm"
          variant="outline"
          checked={search[flag] === 'yes'}
          onChange={(isOn) => onChange({ [flag]: isOn ? 'yes' : undefined })}
        >
          {t(`work.filter.${flag}`)}
        </Chip>
      ))}
      {isNarrowed(search) && (
        <Button size="compact-sm" variant="subtle" onClick={() => onChange(noFilters)}>
          {t('filter.clear')}
        </Button>
      )}
    </div>
  )
}

function Choices({ search, onChange }: Props) {
  const { t } = useSpeech()
  const api = useApi()
  const agencies = useQuery(agenciesQuery(api))
  const owners = useQuery(ownersQuery(api))
  const common = { size: 'sm', clearable: true, className: styles['select'] ?? '' } as const
  return (
    <>
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
        aria-label={t('filter.class')}
        placeholder={t('filter.class')}
        data={hostClasses.map((value) => ({ value, label: t(`class.${value}`) }))}
        value={search.class ?? null}
        onChange={(one) => onChange({ class: one ?? undefined })}
      />
      <Select
        {...common}
        aria-label={t('work.filter.status')}
        placeholder={t('work.filter.status')}
        data={workStatuses.map((value) => ({ value, label: t(`work.status.${value}`) }))}
        value={search.status ?? null}
        onChange={(status) => onChange({ status: status ?? undefined })}
      />
      <Select
        {...common}
        aria-label={t('work.filter.owner')}
        placeholder={t('work.filter.owner')}
        searchable
        nothingFoundMessage={t('filter.nothing')}
        data={ownerChoices(search.owner, [
          { value: 'me', label: t('work.filter.owner.me') },
          { value: 'none', label: t('work.filter.owner.none') },
          ...(owners.data?.owners ?? []).map(({ name }) => ({ value: name, label: name })),
        ])}
        error={choicesFailure(owners)}
        value={search.owner ?? null}
        onChange={(owner) => onChange({ owner: owner ?? undefined })}
      />
    </>
  )
}

type Choice = { value: string; label: string }

/** A name that was written by hand stands among the choices, and none stands twice. */
function ownerChoices(owner: string | undefined, choices: readonly Choice[]): Choice[] {
  const all = owner === undefined ? choices : [...choices, { value: owner, label: owner }]
  return [...new Map(all.toReversed().map((one) => [one.value, one])).values()].toReversed()
}
