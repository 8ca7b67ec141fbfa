import { Textarea, TextInput } from '@mantine/core'
import type { RoleAssignment } from '#protocol/organisations.ts'
import { useSpeech } from '../../language.tsx'

const fields = ['functions', 'representative', 'address', 'contact'] as const

/** How the holder of a role is reached, as typed: an empty text is nothing. */
export type RoleContact = Readonly<Record<(typeof fields)[number], string>>

/** Nothing is recorded yet. */
export const noContact: Pick<RoleAssignment, keyof RoleContact> = {
  functions: null,
  representative: null,
  address: null,
  contact: null,
}

/** What is recorded as it is typed. */
export const typedContact = (given: RoleAssignment | null): RoleContact => ({
  functions: given?.functions ?? '',
  representative: given?.representative ?? '',
  address: given?.address ?? '',
  contact: given?.contact ?? '',
})

/** What was typed as it is recorded. */
export const recordedContact = (typed: RoleContact): Pick<RoleAssignment, keyof RoleContact> => ({
  functions: typed.functions.trim() || null,
  representative: typed.representative.trim() || null,
  address: typed.address.trim() || null,
  contact: typed.contact.trim() || null,
})

/** What the yearly form on information systems asks of the body that holds a role. */
export function RoleContactFields(props: {
  value: RoleContact
  onChange: (value: RoleContact) => void
}) {
  const { t } = useSpeech()
  const { value, onChange } = props
  return (
    <>
      <Textarea
        size="sm"
        autosize
        minRows={1}
        maxRows={4}
        maxLength={500}
        label={t('roles.functions')}
        description={t('roles.functions.hint')}
        value={value.functions}
        onChange={({ currentTarget }) => onChange({ ...value, functions: currentTarget.value })}
      />
      <TextInput
        size="sm"
        maxLength={200}
        label={t('roles.representative')}
        value={value.representative}
        onChange={({ currentTarget }) =>
          onChange({ ...value, representative: currentTarget.value })
        }
      />
      <TextInput
        size="sm"
        maxLength={300}
        label={t('roles.address')}
        value={value.address}
        onChange={({ currentTarget }) => onChange({ ...value, address: currentTarget.value })}
      />
      <TextInput
        size="sm"
        maxLength={200}
        label={t('roles.contact')}
        value={value.contact}
        onChange={({ currentTarget }) => onChange({ ...value, contact: currentTarget.value })}
      />
    </>
  )
}
