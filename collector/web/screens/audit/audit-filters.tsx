import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { actionName, personName } from '#i18n/audit-text.ts'
import { useApi } from '../../client.ts'
import { dayOfText, dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { SearchBox } from '../hosts/search-box.tsx'
import { auditChoicesQuery, type AuditSearch } from './audit-queries.ts'
import styles from './audit.module.css'

/** Filters compose and stand in the address. */
export function AuditFilters(props: {
  search: AuditSearch
  onChange: (patch: AuditSearch) => void
}) {
  const { search, onChange } = props
  const words = useSpeech()
  const { t } = words
  const choices = useQuery(auditChoicesQuery(useApi())).data
  const sorted = (values: readonly string[], name: (value: string) => string) =>
    values
      .map((value) => ({ value, label: name(value) }))
      .toSorted((left, right) => left.label.localeCompare(right.label, words.language))
  const actions = withChosen(choices?.actions ?? [], search.action)
  const people = withChosen(choices?.people ?? [], search.who)
  return (
    <div className={styles['filters']}>
      <div className={styles['search']}>
        <SearchBox
          value={search.q ?? ''}
          label={t('audit.search.hint')}
          onChange={(q) => onChange({ q: q === '' ? undefined : q })}
        />
      </div>
      <Select
        size="sm"
        searchable
        clearable
        aria-label={t('audit.who')}
        placeholder={t('audit.any-person')}
        data={sorted(people, (value) => personName(words, value))}
        value={search.who ?? null}
        onChange={(who) => onChange({ who: who ?? undefined })}
      />
      <Select
        size="sm"
        searchable
        clearable
        aria-label={t('audit.action')}
        placeholder={t('audit.any-action')}
        data={sorted(actions, (value) => actionName(words, value))}
        value={search.action ?? null}
        onChange={(action) => onChange({ action: action ?? undefined })}
      />
      <TextInput
        key={search.subject ?? ''}
        size="sm"
        aria-label={t('audit.subject')}
        placeholder={t('audit.subject')}
        defaultValue={search.subject ?? ''}
        onBlur={(event) => onChange({ subject: event.currentTarget.value.trim() || undefined })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
      />
      <DayInput
        label={t('audit.from')}
        value={search.from}
        onChange={(from) => onChange({ from })}
      />
      <DayInput label={t('audit.to')} value={search.to} onChange={(to) => onChange({ to })} />
    </div>
  )
}

/** Two entries may have the same name in words; what is chosen is always among the choices. */
function withChosen(values: readonly string[], chosen: string | undefined): readonly string[] {
  return chosen === undefined || values.includes(chosen) ? values : [...values, chosen]
}

/** A day as it is typed here, dd/MM/yyyy; half of one filters nothing yet. */
function DayInput(props: {
  label: string
  value: string | undefined
  onChange: (day: string | undefined) => void
}) {
  const { value: chosen } = props
  const [text, setText] = useState(dayText(chosen ?? ''))
  useEffect(() => {
    // The address changed from elsewhere: the filters were cleared, the back button.
    const isTold = (stands: string) => dayOfText(stands) === (chosen ?? null)
    setText((stands) => (isTold(stands) ? stands : dayText(chosen ?? '')))
  }, [chosen])
  return (
    <TextInput
      size="sm"
      inputMode="numeric"
      aria-label={props.label}
      placeholder={`${props.label} dd/MM/yyyy`}
      value={text}
      error={text.length >= 10 && dayOfText(text) === null}
      onChange={({ currentTarget: { value } }) => {
        setText(value)
        const day = value === '' ? undefined : dayOfText(value)
        if (day !== null) props.onChange(day)
      }}
    />
  )
}
