import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type {
  ImportCheck,
  ImportChoice,
  ImportProgress,
  ImportView,
} from '#protocol/import-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { useToday } from '../../today.ts'
import { isDay } from '../../typed-day.ts'
import { ImportForm } from './import-form.tsx'
import { ImportMapping } from './import-mapping.tsx'
import { ImportReading } from './import-reading.tsx'
import { importsKey, type ImportSearch } from './import-queries.ts'
import { ImportResult } from './import-result.tsx'
import styles from './imports.module.css'

type Mapping = ImportChoice['mapping']

/** A file that waits: how to read it, what would happen, and the button that does it. */
export function ImportDraft(props: {
  view: ImportView
  progress: ImportProgress | null
  onReading: (isReading: boolean) => void
}) {
  const { view, progress, onReading } = props
  const search = useSearch({ from: '/register/imports/$id' })
  const navigate = useNavigate({ from: '/register/imports/$id' })
  const { t } = useSpeech()
  const [mapping, setMapping] = useState<Mapping>(null)
  const [evidence, setEvidence] = useState('')
  const change = (patch: ImportSearch) => {
    const isOtherTable = 'kind' in patch || 'sheet' in patch || 'head' in patch
    if (isOtherTable) setMapping(null)
    void navigate({ search: (before) => ({ ...before, ...patch }), resetScroll: false })
  }
  const { from, giveDay } = useFromDay(search.from, (day) => change({ from: day }))
  const choice = choiceOf({ ...search, from }, mapping, evidence)
  const { check, run } = useReading(view.id, onReading)
  const isReading = check.isPending || run.isPending
  const checked = check.data
  // What was checked is what is imported: any other choice is checked first.
  const isCurrent = checked !== undefined && isSame(check.variables, choice)
  return (
    <>
      <Card title={t('import.how')}>
        <ImportForm
          search={{ ...search, from: choice.fromDay }}
          sheets={checked?.file.sheets ?? []}
          headerRow={checked?.headerRow ?? null}
          evidence={evidence}
          onEvidence={setEvidence}
          onFromDay={giveDay}
          onChange={change}
        />
        <Reading
          progress={progress}
          isCurrent={isCurrent}
          isReady={isDay(from)}
          check={check}
          run={run}
          onCheck={() => check.mutate(choice)}
        />
      </Card>
      {checked && (
        <>
          <ImportResult
            check={checked}
            search={search}
            onSearch={(q) => change({ q: q || undefined })}
            action={
              <Run
                check={checked}
                isReady={isCurrent && !isReading}
                onRun={() => run.mutate(choice)}
              />
            }
          />
          <ImportMapping
            check={checked}
            kind={choice.kind}
            mapping={mapping ?? checked.columns.map(({ field }) => field)}
            onChange={setMapping}
          />
        </>
      )}
    </>
  )
}

/** What is typed and is no day does not stand in the address, and nothing is read by the day before it. */
function useFromDay(asked: string | undefined, onDay: (day: string) => void) {
  const today = useToday()
  const [noDay, setNoDay] = useState<string | null>(null)
  const giveDay = (day: string) => {
    const isGiven = isDay(day)
    setNoDay(isGiven ? null : day)
    if (isGiven) onDay(day)
  }
  return { from: noDay ?? asked ?? today, giveDay }
}

type Step = { readonly isPending: boolean; readonly error: Error | null }

/** The button that checks, how far it is, and what stopped it. */
function Reading(props: {
  progress: ImportProgress | null
  isCurrent: boolean
  isReady: boolean
  check: Step & { readonly data: ImportCheck | undefined }
  run: Step
  onCheck: () => void
}) {
  const { t } = useSpeech()
  const failureText = useFailureText()
  const { check, run } = props
  const error = check.error ?? run.error
  const isReading = check.isPending || run.isPending
  return (
    <>
      <div className={styles['actions']}>
        <Button
          size="sm"
          variant={props.isCurrent ? 'default' : 'filled'}
          loading={check.isPending}
          disabled={run.isPending || !props.isReady}
          onClick={props.onCheck}
        >
          {t(check.data ? 'import.check.again' : 'import.check')}
        </Button>
      </div>
      {isReading && <ImportReading progress={props.progress} isWriting={run.isPending} />}
      {error !== null && !isReading && (
        <p role="alert" className={styles['failure']}>
          {failureText(error)}
        </p>
      )}
    </>
  )
}

function Run(props: { check: ImportCheck; isReady: boolean; onRun: () => void }) {
  const { t } = useSpeech()
  const { counts, errorsTotal } = props.check
  const count = counts.added + counts.corrected
  const isPossible = errorsTotal === 0 && count > 0
  return (
    <Button size="sm" disabled={!props.isReady || !isPossible} onClick={props.onRun}>
      {count === 0 ? t('import.run.nothing') : t('import.run', { count })}
    </Button>
  )
}

function useReading(id: string, onReading: (isReading: boolean) => void) {
  const api = useApi()
  const queryClient = useQueryClient()
  const around = { onMutate: () => onReading(true), onSettled: () => onReading(false) }
  const check = useMutation({
    ...around,
    mutationFn: (body: ImportChoice) => api.call('checkImport', { params: { id }, body }),
  })
  const run = useMutation({
    ...around,
    mutationFn: (body: ImportChoice) => api.call('runImport', { params: { id }, body }),
    // Every figure may have changed with the register.
    onSuccess: () => queryClient.invalidateQueries({ queryKey: importsKey }),
  })
  return { check, run }
}

function choiceOf(
  search: ImportSearch & { from: string },
  mapping: Mapping,
  evidence: string,
): ImportChoice {
  return {
    kind: search.kind ?? 'machine',
    agencyId: search.agency ?? null,
    fromDay: search.from,
    evidence: evidence.trim() || null,
    sheet: search.sheet ?? null,
    headerRow: search.head ?? null,
    mapping,
    standing: search.standing ?? 'correct',
  }
}

const isSame = (left: ImportChoice | undefined, right: ImportChoice) =>
  JSON.stringify({ ...left, evidence: null }) === JSON.stringify({ ...right, evidence: null })
