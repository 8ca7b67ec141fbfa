import { NumberInput, Select, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { importLimits } from '#protocol/import-views.ts'
import { entryKinds } from '#protocol/register.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { DayField } from '../../parts/day-field.tsx'
import { agenciesQuery } from '../../queries.ts'
import type { ImportSearch } from './import-queries.ts'
import styles from './imports.module.css'

type PlaceProps = {
  search: ImportSearch & { from: string }
  sheets: readonly string[]
  headerRow: number | null
  onChange: (patch: ImportSearch) => void
}

/** What the file cannot say by itself. It stands in the address, so that it can be sent on. */
export function ImportForm(
  props: PlaceProps & {
    evidence: string
    onEvidence: (text: string) => void
    onFromDay: (day: string) => void
  },
) {
  const { t } = useSpeech()
  const { search, onChange } = props
  const agencies = useQuery(agenciesQuery(useApi()))
  return (
    <div className={styles['form']}>
      <Select
        size="sm"
        label={t('import.kind')}
        allowDeselect={false}
        data={entryKinds.map((value) => ({ value, label: t(`import.kind.${value}`) }))}
        value={search.kind ?? 'machine'}
        onChange={(value) => onChange({ kind: entryKinds.find((one) => one === value) })}
      />
      <Select
        size="sm"
        label={t('import.agency')}
        placeholder={t('import.agency.by-column')}
        clearable
        searchable
        nothingFoundMessage={t('filter.nothing')}
        data={(agencies.data?.agencies ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        error={choicesFailure(agencies)}
        value={search.agency ?? null}
        onChange={(agency) => onChange({ agency: agency ?? undefined })}
      />
      <DayField
        label={t('import.from-day')}
        isRequired
        value={search.from}
        onChange={props.onFromDay}
      />
      <TextInput
        size="sm"
        label={t('import.evidence')}
        placeholder={t('import.evidence.hint')}
        maxLength={300}
        value={props.evidence}
        onChange={({ currentTarget: { value } }) => props.onEvidence(value)}
      />
      <Select
        size="sm"
        label={t('import.standing')}
        allowDeselect={false}
        data={(['correct', 'refuse'] as const).map((value) => ({
          value,
          label: t(`import.standing.${value}`),
        }))}
        value={search.standing ?? 'correct'}
        onChange={(value) => onChange({ standing: value === 'refuse' ? 'refuse' : undefined })}
      />
      <Place {...props} />
    </div>
  )
}

/** Where in the file the table stands. */
function Place({ search, sheets, headerRow, onChange }: PlaceProps) {
  const { t } = useSpeech()
  return (
    <>
      {sheets.length > 1 && (
        <Select
          size="sm"
          label={t('import.sheet')}
          allowDeselect={false}
          data={sheets.map((name, at) => ({ value: String(at + 1), label: `${at + 1}. ${name}` }))}
          value={String(search.sheet ?? 1)}
          onChange={(value) => onChange({ sheet: Number(value), head: undefined })}
        />
      )}
      {headerRow !== null && (
        <NumberInput
          size="sm"
          label={t('import.header-row')}
          min={1}
          max={importLimits.headerRowMax}
          allowDecimal={false}
          clampBehavior="strict"
          value={search.head ?? headerRow}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 1) onChange({ head: value })
          }}
        />
      )}
    </>
  )
}
