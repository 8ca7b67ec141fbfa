import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import type { EntryKind } from '#protocol/register.ts'
import { useSpeech } from '../../language.tsx'
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
    default:
      return (
        <TextInput
          {...common}
          {...(isNumber(form) ? { inputMode: 'numeric' } : {})}
          {...(isDay(form) ? { placeholder: 'dd/MM/yyyy' } : {})}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}

const isDay = ({ form }: FieldForm) => form === 'day' || form === 'day-or-null'
const isNumber = (form: FieldForm) => isDay(form) || /^(count|money|year)/.test(form.form)
