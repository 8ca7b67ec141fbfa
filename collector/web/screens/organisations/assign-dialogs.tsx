import { Group, Select, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { roles, type RoleAssignment } from '#protocol/organisations.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { useToday } from '../../today.ts'
import { isDay, isDayOrNone } from '../../typed-day.ts'
import { plansQuery } from '../../queries.ts'
import { ChangeDialog } from './change-dialog.tsx'
import { SourceField, sourceOf } from './describe-fields.tsx'
import { organisationsQuery } from './organisation-queries.ts'
import { OrganisationSelect } from './organisation-select.tsx'
import { recordedContact, RoleContactFields, typedContact } from './role-contact-fields.tsx'
import styles from './organisations.module.css'

/** A body outside a plan, by name and reason. */
export function ExcludeDialog(props: { agencyId: string; name: string; onClose: () => void }) {
  const { t, local } = useSpeech()
  const now = useToday()
  const asked = useQuery(plansQuery(useApi()))
  const plans = asked.data?.plans ?? []
  const [planId, setPlanId] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [fromDay, setFromDay] = useState(now)
  const [untilDay, setUntilDay] = useState('')
  const { agencyId } = props
  const change =
    planId !== null && reason.trim() !== '' && isDay(fromDay) && isDayOrNone(untilDay)
      ? ({
          kind: 'exclude',
          exclusion: {
            planId,
            agencyId,
            reason: reason.trim(),
            fromDay,
            untilDay: untilDay || null,
          },
        } as const)
      : null
  return (
    <ChangeDialog
      title={t('organisations.exclude.title', { name: props.name })}
      change={change}
      onClose={props.onClose}
    >
      <p className={styles['hint']}>{t('organisations.exclude.why')}</p>
      <Select
        size="sm"
        label={t('plan.select')}
        data={plans.map(({ id, name }) => ({ value: id, label: local(name) }))}
        error={choicesFailure(asked)}
        value={planId}
        onChange={setPlanId}
      />
      <Textarea
        size="sm"
        label={t('organisations.reason')}
        placeholder={t('organisations.reason.example')}
        maxLength={300}
        required
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      <Days from={fromDay} until={untilDay} onFrom={setFromDay} onUntil={setUntilDay} />
    </ChangeDialog>
  )
}

/** Who holds a role from a day on. An organisation outside the register is named. */
export function RoleDialog(props: { given: RoleAssignment | null; onClose: () => void }) {
  const { t } = useSpeech()
  const now = useToday()
  const { given } = props
  const tree = useQuery(organisationsQuery(useApi(), {})).data?.organisations ?? []
  const [role, setRole] = useState<RoleAssignment['role'] | null>(given?.role ?? null)
  const [agencyId, setAgencyId] = useState<string | null>(given?.agencyId ?? null)
  const [name, setName] = useState(given?.organisationName ?? '')
  const [forAgencyId, setForAgencyId] = useState<string | null>(given?.forAgencyId ?? null)
  const [fromDay, setFromDay] = useState(given?.fromDay ?? now)
  const [untilDay, setUntilDay] = useState(given?.untilDay ?? '')
  const [source, setSource] = useState(given?.source ?? '')
  const [contact, setContact] = useState(typedContact(given))
  const assignment =
    role !== null && name.trim() !== '' && isDay(fromDay) && isDayOrNone(untilDay)
      ? {
          role,
          agencyId,
          organisationName: name.trim(),
          forAgencyId: role === 'contact-point' ? forAgencyId : null,
          fromDay,
          untilDay: untilDay || null,
          source: sourceOf(source),
          ...recordedContact(contact),
        }
      : null
  const choose = (id: string | null) => {
    setAgencyId(id)
    const chosen = tree.find((row) => row.id === id)
    if (chosen) setName(chosen.name)
  }
  return (
    <ChangeDialog
      title={t('roles.assign')}
      change={assignment && { kind: 'assign-role', assignment }}
      onClose={props.onClose}
    >
      <RoleSelect role={role} onRole={setRole} forId={forAgencyId} onFor={setForAgencyId} />
      <OrganisationSelect
        label={t('roles.holder')}
        description={t('roles.holder.outside')}
        value={agencyId}
        onChange={choose}
      />
      <TextInput
        size="sm"
        label={t('roles.name')}
        maxLength={200}
        required
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Days from={fromDay} until={untilDay} onFrom={setFromDay} onUntil={setUntilDay} />
      <SourceField value={source} onChange={setSource} />
      <RoleContactFields value={contact} onChange={setContact} />
    </ChangeDialog>
  )
}

/** Which role, and of a contact point for whom. */
function RoleSelect(props: {
  role: RoleAssignment['role'] | null
  onRole: (role: RoleAssignment['role'] | null) => void
  forId: string | null
  onFor: (id: string | null) => void
}) {
  const { t } = useSpeech()
  return (
    <>
      <Select
        size="sm"
        label={t('roles.role')}
        data={roles.map((value) => ({ value, label: t(`orgRole.${value}`) }))}
        value={props.role}
        onChange={(next) => props.onRole(roles.find((one) => one === next) ?? null)}
        data-autofocus
      />
      {props.role === 'contact-point' && (
        <OrganisationSelect
          label={t('roles.for')}
          description={t('roles.for.province')}
          value={props.forId}
          onChange={props.onFor}
        />
      )}
    </>
  )
}

function Days(props: {
  from: string
  until: string
  onFrom: (day: string) => void
  onUntil: (day: string) => void
}) {
  const { t } = useSpeech()
  return (
    <Group grow gap="sm" align="start">
      <DayField
        label={t('organisations.from-day')}
        isRequired
        value={props.from}
        onChange={props.onFrom}
      />
      <DayField
        label={t('organisations.until-day')}
        isRequired={false}
        value={props.until}
        onChange={props.onUntil}
      />
    </Group>
  )
}

/** Something that stands ends on a day. */
export function LastDayDialog(props: {
  title: string
  changeOn: (lastDay: string) => Parameters<typeof ChangeDialog>[0]['change']
  onClose: () => void
}) {
  const { t } = useSpeech()
  const now = useToday()
  const [lastDay, setLastDay] = useState(now)
  return (
    <ChangeDialog
      title={props.title}
      change={isDay(lastDay) ? props.changeOn(lastDay) : null}
      onClose={props.onClose}
    >
      <DayField
        label={t('organisations.last-day')}
        isRequired
        value={lastDay}
        onChange={setLastDay}
      />
    </ChangeDialog>
  )
}
