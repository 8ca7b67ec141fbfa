import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ListedEntryView } from '#protocol/register-views.ts'
import type { EntryKind } from '#protocol/register.ts'
import { useSpeech } from '../../language.tsx'
import { ChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { useToday } from '../../today.ts'
import { isDay } from '../../typed-day.ts'
import { AgencySelect } from './agency-select.tsx'
import { comparedOf } from './compare-draft.ts'
import { draftOf, emptyDraft, readDraft, type Draft, type Faults } from './entry-draft.ts'
import { EntryField } from './entry-field.tsx'
import { fieldsOf } from './entry-fields.ts'
import { EntryValues } from './entry-history.tsx'
import { useFaultText } from './fault-text.ts'
import { useSaveEntry } from './save-entry.ts'
import styles from './register.module.css'

type Props = {
  kind: EntryKind
  /** Null: a new one. */
  entry: ListedEntryView | null
  agency: string | null
  /** What a new entry is known to say already. */
  given?: Draft
  onClose: () => void
}

/** Declares something new, or otherwise than before; what stood before is shown beside it. */
export function EntryForm({ kind, entry, agency, given = {}, onClose }: Props) {
  const [fromDay, setFromDay] = useState(useToday())
  const speech = useSpeech()
  const { t } = speech
  const [agencyId, setAgencyId] = useState(entry?.agencyId ?? agency)
  const [evidence, setEvidence] = useState('')
  const [faults, setFaults] = useState<Faults>({})
  const [draft, setDraft] = useState(() =>
    entry ? draftOf(kind, entry.body, speech) : { ...emptyDraft(kind), ...given },
  )
  const change = useSaveEntry(kind, entry, onClose)
  const { newer } = change

  const submit = () => {
    const read = readDraft(kind, draft, speech)
    const wrong: Faults = {
      ...('faults' in read ? read.faults : {}),
      ...(agencyId === null ? { agency: { what: 'required' } } : {}),
    }
    setFaults(wrong)
    if (!isDay(fromDay) || Object.keys(wrong).length > 0 || 'faults' in read || agencyId === null)
      return
    change.write.mutate({ agencyId, body: read.body, fromDay, evidence: evidence.trim() || null })
  }

  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t(entry ? 'register.correct.title' : 'register.add.title', {
        kind: t(`import.kind.${kind}`),
      })}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <form
        className={styles['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {entry && <Before entry={entry} />}
        {!entry && <Agency value={agencyId} faults={faults} onChange={setAgencyId} />}
        <Fields kind={kind} draft={draft} faults={faults} onChange={setDraft} />
        <div className={styles['pair']}>
          <FromDay value={fromDay} onChange={setFromDay} />
          <Evidence value={evidence} onChange={setEvidence} />
        </div>
        {entry && (
          <Text size="xs" c="dimmed">
            {t('register.correct.keeps')}
          </Text>
        )}
        <ChangedMeanwhile
          error={change.write.error}
          compared={newer && comparedOf(newer, draft, speech)}
          onTakeTheirs={() => {
            if (newer) setDraft(draftOf(kind, newer.body, speech))
            change.write.reset()
          }}
        />
        <Foot {...change} onClose={onClose} />
      </form>
    </Modal>
  )
}

function Before({ entry }: { entry: ListedEntryView }) {
  const { t } = useSpeech()
  return (
    <div className={styles['before']}>
      <p>
        {t('register.correct.before')} · {entry.agencyName}
      </p>
      <EntryValues kind={entry.kind} body={entry.body} />
    </div>
  )
}

function Agency(props: {
  value: string | null
  faults: Faults
  onChange: (agency: string | null) => void
}) {
  const faultText = useFaultText()
  const error = faultText(props.faults['agency'])
  return <AgencySelect value={props.value} error={error} onChange={props.onChange} />
}

function Fields(props: {
  kind: EntryKind
  draft: Draft
  faults: Faults
  onChange: (draft: Draft) => void
}) {
  const faultText = useFaultText()
  return (
    <div className={styles['pair']}>
      {fieldsOf(props.kind).map(([field, form]) => (
        <EntryField
          key={field}
          kind={props.kind}
          field={field}
          form={form}
          value={props.draft[field] ?? ''}
          error={faultText(props.faults[field])}
          onChange={(value) => props.onChange({ ...props.draft, [field]: value })}
        />
      ))}
    </div>
  )
}

/** From which day it holds. */
export function FromDay(props: { value: string; onChange: (day: string) => void }) {
  const { t } = useSpeech()
  return (
    <DayField
      label={t('register.field.from')}
      isRequired
      latest={useToday()}
      value={props.value}
      onChange={props.onChange}
    />
  )
}

/** The paper on which it rests. */
export function Evidence(props: { value: string; onChange: (evidence: string) => void }) {
  const { t } = useSpeech()
  return (
    <TextInput
      size="sm"
      maxLength={500}
      label={t('register.field.evidence')}
      placeholder={t('register.field.evidence.hint')}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  )
}

type FootProps = Pick<ReturnType<typeof useSaveEntry>, 'failure' | 'isConflict' | 'write'> & {
  onClose: () => void
}

function Foot({ failure, isConflict, write, onClose }: FootProps) {
  const { t } = useSpeech()
  const failureText = useFailureText()
  return (
    <>
      {failure && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {failureText(failure)}
        </Text>
      )}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" size="sm" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" size="sm" loading={write.isPending}>
          {t(isConflict ? 'work.form.save-over' : 'register.save')}
        </Button>
      </Group>
    </>
  )
}
