import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { agenciesQuery } from '../../queries.ts'

/** A choice among the agencies; `isFilter`: all of them unless one is chosen. */
export function AgencySelect(props: {
  value: string | null
  isFilter?: boolean
  error?: string | null
  onChange: (agency: string | null) => void
}) {
  const { t } = useSpeech()
  const agencies = useQuery(agenciesQuery(useApi()))
  const name = t('register.field.agency')
  return (
    <Select
      size="sm"
      searchable
      clearable={props.isFilter === true}
      required={props.isFilter !== true}
      {...(props.isFilter ? { 'aria-label': name, placeholder: name } : { label: name })}
      nothingFoundMessage={t('filter.nothing')}
      comboboxProps={{ width: 300, position: 'bottom-start' }}
      data={(agencies.data?.agencies ?? []).map((one) => ({ value: one.id, label: one.name }))}
      value={props.value}
      error={props.error ?? choicesFailure(agencies)}
      onChange={props.onChange}
    />
  )
}
