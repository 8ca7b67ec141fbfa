import { Textarea, TextInput, Title } from '@mantine/core'
import { useSpeech } from '../../language.tsx'
import { DayField } from '../../parts/day-field.tsx'
import type { ReportDraft } from './report-draft.ts'
import styles from './reports.module.css'

const written = ['shortcomings', 'nextTasks', 'proposals'] as const
const lists = ['addressees', 'recipients', 'authority'] as const

/** Letterhead, signature and text: what only a person can say. */
export function DraftWords(props: {
  draft: ReportDraft
  onChange: (patch: Partial<ReportDraft>) => void
}) {
  const { draft, onChange } = props
  const { t } = useSpeech()
  return (
    <>
      <div>
        <Title order={3} size="h5">
          {t('report.head')}
        </Title>
        <p className={styles['hint']}>{t('report.head.hint')}</p>
      </div>
      <div className={styles['form']}>
        <TextInput
          size="sm"
          label={t('report.head.symbol')}
          placeholder="BC-SYT"
          maxLength={60}
          value={draft.symbol}
          onChange={(event) => onChange({ symbol: event.currentTarget.value })}
        />
        <DayField
          label={t('report.head.datedOn')}
          description={t('report.head.datedOn.hint')}
          isDescriptionBelow
          isRequired={false}
          value={draft.datedOn}
          onChange={(datedOn) => onChange({ datedOn })}
        />
        <TextInput
          size="sm"
          label={t('report.head.signer')}
          maxLength={100}
          value={draft.signerName}
          onChange={(event) => onChange({ signerName: event.currentTarget.value })}
        />
        {lists.map((name) => (
          <Textarea
            key={name}
            size="sm"
            rows={3}
            label={t(`report.head.${name}`)}
            placeholder={name === 'authority' ? t('report.head.authority.example') : undefined}
            value={draft[name]}
            onChange={(event) => onChange({ [name]: event.currentTarget.value })}
          />
        ))}
      </div>
      <div>
        <Title order={3} size="h5">
          {t('report.narrative')}
        </Title>
        <p className={styles['hint']}>{t('report.narrative.hint')}</p>
      </div>
      {written.map((name) => (
        <Textarea
          key={name}
          size="sm"
          rows={2}
          label={t(`report.narrative.${name}`)}
          value={draft[name]}
          onChange={(event) => onChange({ [name]: event.currentTarget.value })}
        />
      ))}
    </>
  )
}
