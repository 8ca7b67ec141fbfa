import { Select, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { agencyRoles, roles, type Role } from '#protocol/access.ts'
import type { PersonView } from '#protocol/people.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { ChangedMeanwhile, type Compared } from '../../parts/changed-meanwhile.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { useChange } from '../../parts/use-change.ts'
import { agenciesQuery } from '../../queries.ts'
import type { Given } from './one-time-password.tsx'
import { peopleKey, peopleQuery } from './people-queries.ts'

const isOfAgency = (role: Role) => agencyRoles.some((one) => one === role)

type Props = {
  /** Null: somebody new. */
  person: PersonView | null
  onGiven: (given: Given) => void
  onClose: () => void
}

/** Somebody new, or another role for somebody; an agency role names the top of what it sees. */
export function PersonDialog(props: Props) {
  const { t } = useSpeech()
  const { person } = props
  const [name, setName] = useState(person?.name ?? '')
  const [role, setRole] = useState<Role>(person?.role ?? 'officer')
  const [chosen, setChosen] = useState<string | null>(person?.agency?.id ?? null)
  const agencyId = isOfAgency(role) ? chosen : null
  const { newer, write, isConflict, failure } = useSave(props)
  const comparedOf = useCompared()
  return (
    <Confirm
      title={person ? t('people.change.title', { name: person.name }) : t('people.add')}
      action={t(isConflict ? 'work.form.save-over' : person ? 'people.save' : 'people.add')}
      isBusy={write.isPending}
      isReady={name.trim() !== '' && (!isOfAgency(role) || agencyId !== null)}
      error={failure}
      onConfirm={() => write.mutate({ name: name.trim().normalize('NFC'), role, agencyId })}
      onClose={props.onClose}
    >
      {!person && <NameField value={name} onChange={setName} />}
      <RoleFields role={role} agencyId={chosen} onRole={setRole} onAgency={setChosen} />
      <ChangedMeanwhile
        error={write.error}
        compared={newer && comparedOf({ person, newer, role, agencyId })}
        onTakeTheirs={() => {
          if (newer) setRole(newer.role)
          if (newer) setChosen(newer.agency?.id ?? null)
          write.reset()
        }}
      />
    </Confirm>
  )
}

type Comparing = {
  readonly person: PersonView | null
  readonly newer: PersonView
  readonly role: Role
  readonly agencyId: string | null
}

/** What was chosen beside how the account stands now. */
function useCompared(): (comparing: Comparing) => readonly Compared[] {
  const { t } = useSpeech()
  const agencies = useQuery(agenciesQuery(useApi())).data?.agencies ?? []
  const stateOf = (person: PersonView | null) =>
    t(person?.isDisabled ? 'people.state.disabled' : 'people.state.active')
  return ({ person, newer, role, agencyId }) => [
    { part: t('account.role'), mine: t(`role.${role}`), theirs: t(`role.${newer.role}`) },
    {
      part: t('account.agency'),
      mine: agencies.find(({ id }) => id === agencyId)?.name ?? '',
      theirs: newer.agency?.name ?? '',
    },
    { part: t('people.state'), mine: stateOf(person), theirs: stateOf(newer) },
  ]
}

type Wanted = { readonly name: string; readonly role: Role; readonly agencyId: string | null }

function useSave({ person, onGiven, onClose }: Props) {
  const api = useApi()
  const client = useQueryClient()
  return useChange<PersonView | null, Wanted, unknown>({
    seen: person,
    send: async ({ name, role, agencyId }, seen) => {
      if (seen) {
        const { id, revision: expectedRevision } = seen
        const body = { role, agencyId, expectedRevision }
        return api.call('changePerson', { params: { id }, body })
      }
      const made = await api.call('addPerson', { body: { name, role, agencyId } })
      return onGiven({ name: made.person.name, password: made.password })
    },
    read: async () => {
      const { people } = await client.fetchQuery({ ...peopleQuery(api), staleTime: 0 })
      return people.find(({ id }) => id === person?.id)
    },
    onDone: async () => {
      await client.invalidateQueries({ queryKey: peopleKey })
      onClose()
    },
  })
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
  const asked = useQuery(agenciesQuery(useApi()))
  const agencies = asked.data?.agencies ?? []
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
          error={choicesFailure(asked)}
          searchable
          value={props.agencyId}
          onChange={props.onAgency}
        />
      )}
    </>
  )
}
