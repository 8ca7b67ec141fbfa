import { Select } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSpeech } from '../../language.tsx'
import { useOwnAgency } from '../../permission.ts'

type Props = {
  /** The label stands above it, as in a form; else it is only heard. */
  readonly isLabelled?: boolean
  readonly agencies: readonly { readonly id: string; readonly name: string }[]
  /** Why there may be no agencies to choose. */
  readonly error?: ReactNode
  /** Undefined: the province. */
  readonly value: string | undefined
  readonly onChange: (id: string | undefined) => void
}

/** Whose figures are shown: the province's, or those of one agency. Who sees an agency alone begins with it. */
export function AgencySelect({ isLabelled = false, agencies, error, value, onChange }: Props) {
  const { t } = useSpeech()
  const own = useOwnAgency()
  return (
    <Select
      size="xs"
      {...(isLabelled ? { label: t('snapshot.of') } : { 'aria-label': t('snapshot.of') })}
      searchable
      allowDeselect={false}
      nothingFoundMessage={t('filter.nothing')}
      data={[
        ...(own ? [] : [{ value: '', label: t('snapshot.province') }]),
        ...agencies.map(({ id, name }) => ({ value: id, label: name })),
      ]}
      error={error}
      value={value ?? own?.id ?? ''}
      onChange={(id) => onChange(id === null || id === '' ? undefined : id)}
      w={isLabelled ? '100%' : { base: '100%', sm: 260 }}
    />
  )
}
