import { Autocomplete, Group, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { OrganisationFields } from '#protocol/organisation-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { organisationsQuery } from './organisation-queries.ts'

/** What an organisation is called and what it is; an empty field is not said. */
export type Described = Pick<OrganisationFields, 'name' | 'kind'> &
  Record<'shortName' | 'code' | 'level' | 'source', string>

export const noDescription: Described = {
  name: '',
  shortName: '',
  code: '',
  kind: '',
  level: '',
  source: '',
}

export const describedOf = (fields: OrganisationFields): Described => ({
  name: fields.name,
  shortName: fields.shortName ?? '',
  code: fields.code ?? '',
  kind: fields.kind,
  level: fields.level ?? '',
  source: '',
})

const orNull = (text: string) => (text.trim() === '' ? null : text.trim())

/** As a change says it; null while name or kind is missing. */
export function describe({ name, shortName, code, kind, level, source }: Described) {
  if (name.trim() === '' || kind.trim() === '') return null
  return {
    name: name.trim(),
    shortName: orNull(shortName),
    code: orNull(code),
    kind: kind.trim(),
    level: orNull(level),
    source: orNull(source),
  }
}

/** Kind and level are free words; those in use are offered. */
export function DescribeFields(props: { value: Described; onChange: (value: Described) => void }) {
  const { t } = useSpeech()
  const asked = useQuery(organisationsQuery(useApi(), {}))
  const rows = asked.data?.organisations ?? []
  const inUse = (words: readonly (string | null)[]) => [
    ...new Set(words.filter((word) => word !== null)),
  ]
  const { value } = props
  const set = (patch: Partial<Described>) => props.onChange({ ...value, ...patch })
  return (
    <>
      <TextInput
        size="sm"
        label={t('organisations.name')}
        maxLength={200}
        required
        value={value.name}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        data-autofocus
      />
      <Group grow gap="sm" align="start">
        <TextInput
          size="sm"
          label={t('organisations.short-name')}
          maxLength={60}
          value={value.shortName}
          onChange={({ currentTarget }) => set({ shortName: currentTarget.value })}
        />
        <TextInput
          size="sm"
          label={t('organisations.code')}
          maxLength={40}
          value={value.code}
          onChange={({ currentTarget }) => set({ code: currentTarget.value })}
        />
      </Group>
      <Group grow gap="sm" align="start">
        <Autocomplete
          size="sm"
          label={t('organisations.kind')}
          placeholder={t('organisations.kind.example')}
          maxLength={60}
          required
          data={inUse(rows.map(({ kind }) => kind))}
          error={choicesFailure(asked)}
          value={value.kind}
          onChange={(kind) => set({ kind })}
        />
        <Autocomplete
          size="sm"
          label={t('organisations.level')}
          placeholder={t('organisations.level.example')}
          maxLength={40}
          data={inUse(rows.map(({ level }) => level))}
          value={value.level}
          onChange={(level) => set({ level })}
        />
      </Group>
      <SourceField value={value.source} onChange={(source) => set({ source })} />
    </>
  )
}

/** The document by which it is so. */
export function SourceField(props: { value: string; onChange: (value: string) => void }) {
  const { t } = useSpeech()
  return (
    <TextInput
      size="sm"
      label={t('organisations.source')}
      placeholder={t('organisations.source.example')}
      maxLength={300}
      value={props.value}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
    />
  )
}

export const sourceOf = orNull
