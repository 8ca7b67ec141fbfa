import { Select, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { agencyRoles, roles, type Role } from '#protocol/access.ts'
import type { PersonView } from '#protocol/people.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { agenciesQuery } from '../../queries.ts'
import type { Given } from './one-time-password.tsx'
import { peopleKey } from './people-queries.ts'

const isOfAgency = (role: Role) => agencyRoles.some((one) => one === role)

/** Somebody new, or another role for somebody; an agency role names the top of what it sees. */
export function PersonDialog(props: {
  /** Null: somebody new. */
  person: PersonView | null
  onGiven: (given: Given) => void
  onClose: () => void
}) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const { person } = props
  const [name, setName] = useState(person?.name ?? '')
  const [role, setRole] = useState<Role>(person?.role ?? 'officer')
  const [chosen, setChosen] = useState<string | null>(person?.agency?.id ?? null)
  const agencyId = isOfAgency(role) ? chosen : null
  const save = useMutation({
    mutationFn: async () => {
      if (person) {
        await api.call('changePerson', { params: { id: person.id }, body: { role, agencyId } })
        return
      }
      const body = { name: name.trim().normalize('NFC'), role, agencyId }
      const made = await api.call('addPerson', { body })
      props.onGiven({ name: made.person.name, password: made.password })
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: peopleKey })
      props.onClose()
    },
  })
  return (
    <Confirm
      title={person ? t('people.change.title', { name: person.name }) : t('people.add')}
      action={t(person ? 'people.save' : 'people.add')}
      isBusy={save.isPending}
      isReady={name.trim() !== '' && (!isOfAgency(role) || agencyId !== null)}
      error={save.error}
      onConfirm={() => save.mutate()}
      onClose={props.onClose}
    >
      {!person && <NameField value={name} onChange={setName} />}
      <RoleFields role={role} agencyId={chosen} onRole={setRole} onAgency={setChosen} />
    </Confirm>
  )
}

function NameField(props: { value: string; onChange: (name: string) => void }) {
  const { t } = useSpeech()
  return (
    <TextInput
      size="sm"
      name="person-name"
      label={t('people.name')}
      description={t('people.name.hint')}
      maxLength={60}
      autoCapitalize="none"
      autoComplete="off"
      spellCheck={false}
      data-autofocus
      value={props.value}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
    />
  )
}

function RoleFields(props: {
  role: Role
  agencyId: string | null
  onRole: (role: Role) => void
  onAgency: (id: string | null) => void
}) {
  const { t } = useSpeech()
  const agencies = useQuery(agenciesQuery(useApi())).data?.agencies ?? []
  return (
    <>
      <Select
        size="sm"
        label={t('account.role')}
        data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        allowDeselect={false}
        value={props.role}
        onChange={(next) => props.onRole(roles.find((one) => one === next) ?? props.role)}
      />
      {isOfAgency(props.role) && (
        <Select
          size="sm"
          label={t('account.agency')}
          data={agencies.map(({ id, name: label }) => ({ value: id, label }))}
          searchable
          value={props.agencyId}
          onChange={props.onAgency}
        />
      )}
    </>
  )
}
