import { MultiSelect, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { organisationsQuery } from './organisation-queries.ts'

type Common = { label: string; except?: string | undefined; description?: string }

/** One organisation that stands now. */
export function OrganisationSelect(
  props: Common & { value: string | null; onChange: (id: string | null) => void },
) {
  const { t } = useSpeech()
  return (
    <Select
      size="sm"
      label={props.label}
      description={props.description}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('organisations.clear', { name: props.label }) }}
      nothingFoundMessage={t('filter.nothing')}
      {...useChoices(props.except)}
      value={props.value}
      onChange={props.onChange}
    />
  )
}

/** Several organisations that stand now. */
export function OrganisationsSelect(
  props: Common & { value: string[]; onChange: (ids: string[]) => void },
) {
  const { t } = useSpeech()
  return (
    <MultiSelect
      size="sm"
      label={props.label}
      description={props.description}
      searchable
      nothingFoundMessage={t('filter.nothing')}
      {...useChoices(props.except)}
      value={props.value}
      onChange={props.onChange}
    />
  )
}

/** The name, and what it stands under where two have the same. */
function useChoices(except: string | undefined) {
  const tree = useQuery(organisationsQuery(useApi(), {}))
  const rows = tree.data?.organisations ?? []
  const nameOf = new Map(rows.map(({ id, name }) => [id, name]))
  const data = rows
    .filter(({ id }) => id !== except)
    .map(({ id, name, parentId }) => {
      const isShared = rows.some((row) => row.id !== id && row.name === name)
      const above = parentId === null ? undefined : nameOf.get(parentId)
      return { value: id, label: isShared && above ? `${name} (${above})` : name }
    })
  return { data, error: choicesFailure(tree) }
}
