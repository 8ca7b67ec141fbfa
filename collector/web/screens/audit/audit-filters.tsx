import { Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { actionName, personName } from '#i18n/audit-text.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { isDayOrNone } from '../../typed-day.ts'
import { SearchBox } from '../../parts/search-box.tsx'
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
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur()
        }}
      />
      {(['from', 'to'] as const).map((which) => (
        <DayField
          key={which}
          label={t(`audit.${which}`)}
          isLabelInside
          isRequired={false}
          value={search[which] ?? ''}
          onChange={(day) => {
            if (isDayOrNone(day)) onChange({ [which]: day === '' ? undefined : day })
          }}
        />
      ))}
    </div>
  )
}

/** Two entries may have the same name in words; what is chosen is always among the choices. */
function withChosen(values: readonly string[], chosen: string | undefined): readonly string[] {
  return chosen === undefined || values.includes(chosen) ? values : [...values, chosen]
}
