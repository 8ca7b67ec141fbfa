import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import type { EntryKind } from '#protocol/register.ts'
import { useSpeech } from '../../language.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { choiceKey, labelKey, type FieldForm } from './entry-fields.ts'

/** One field of a declaration, made from its form. */
export function EntryField(props: {
  kind: EntryKind
  field: string
  form: FieldForm
  value: string
  error: string | null
  onChange: (value: string) => void
}) {
  const { t, say } = useSpeech()
  const { form, value, error, onChange } = props
  const label = t(labelKey(props.kind, props.field))
  const required = isNeeded(form)
  const common = { size: 'sm', label, error } as const
  switch (form.form) {
    case 'flag':
      return (
        <Checkbox
          {...common}
          mt={26}
          checked={value === 'yes'}
          onChange={(event) => onChange(event.currentTarget.checked ? 'yes' : 'no')}
        />
      )
    case 'choice':
    case 'choice-or-null':
      return (
        <Select
          {...common}
          required={required}
          allowDeselect={form.form === 'choice-or-null'}
          clearable={form.form === 'choice-or-null'}
          data={form.choices.map((one) => ({
            value: one,
            label: say(choiceKey(form.name, one), {}),
          }))}
          value={value === '' ? null : value}
          onChange={(choice) => onChange(choice ?? '')}
        />
      )
    case 'macs':
    case 'texts':
    case 'products':
      return (
        <Textarea
          {...common}
          autosize
          minRows={2}
          maxRows={8}
          description={t(`register.field.${form.form}.hint`)}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
    case 'day':
    case 'day-or-null':
      return <DayField {...common} isRequired={required} value={value} onChange={onChange} />
    default:
      return (
        <TextInput
          {...common}
          required={required}
          {...(isNumber(form) ? { inputMode: 'numeric' } : {})}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}

const isNeeded = ({ form }: FieldForm) =>
  ['text', 'choice', 'count', 'money', 'year', 'day'].includes(form)
const isNumber = (form: FieldForm) => /^(count|money|year)/.test(form.form)
