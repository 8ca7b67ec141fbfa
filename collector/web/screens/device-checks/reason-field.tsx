import { Textarea } from '@mantine/core'
import { useSpeech } from '../../language.tsx'

/** Why something is stopped or taken back, which a dialog asks for first. */
export function ReasonField(props: { value: string; onChange: (reason: string) => void }) {
  const { t } = useSpeech()
  return (
    <Textarea
      size="sm"
      required
      data-autofocus
      autosize
      minRows={2}
      maxLength={300}
      label={t('device-check.reason')}
      value={props.value}
      onChange={({ currentTarget }) => props.onChange(currentTarget.value)}
    />
  )
}
