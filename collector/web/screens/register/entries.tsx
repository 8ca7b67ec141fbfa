import { Button, Select } from '@mantine/core'
import { IconClipboardPlus, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { machineStates, type EntryKind } from '#protocol/register.ts'
import { hostClasses } from '#protocol/values.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ChoiceFilter } from '../../parts/choice-filter.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { SearchBox } from '../../parts/search-box.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { AgencySelect } from './agency-select.tsx'
import { shownKinds, tableFields } from './entry-fields.ts'
import { EntryForm } from './entry-form.tsx'
import { EntryTable } from './entry-table.tsx'
import { RegisterFrame } from './register-frame.tsx'
import { Pages } from './register-pages.tsx'
import { entriesQuery, type EntriesSearch } from './register-queries.ts'
import styles from './register.module.css'

/** What agencies declare, one kind at a time; the filters are the address. */
export function RegisterEntries() {
  const { t, number } = useSpeech()
  const api = useApi()
  const search = useSearch({ from: '/register/entries' })
  const navigate = useNavigate({ from: '/register/entries' })
  const may = useMay()
  const entries = useQuery(entriesQuery(api, search))
  const [isAdding, setIsAdding] = useState(false)
  const kind = search.kind ?? 'machine'
  const mayDeclare = may('createEntry')
  const change = (patch: EntriesSearch) =>
    void navigate({ search: (before) => ({ ...before, page: undefined, ...patch }) })
  return (
    <RegisterFrame>
      <Card
        title={t(`import.kind.${kind}`)}
        isFlush
        aside={
          <span aria-live="polite">
            {entries.data && t('register.entries.total', { count: number(entries.data.total) })}
          </span>
        }
      >
        <Toolbar search={search} kind={kind} onChange={change} />
        <Actions
          kind={kind}
          search={search}
          {...(mayDeclare ? { onAdd: () => setIsAdding(true) } : {})}
        />
        {entries.isPending && <RowsSkeleton rows={8} />}
        {entries.isError && (
          <LoadFailure error={entries.error} onRetry={() => void entries.refetch()} />
        )}
        {entries.data?.entries.length === 0 && (
          <Empty search={search} mayDeclare={mayDeclare} onChange={change} />
        )}
        {entries.data && entries.data.entries.length > 0 && (
          <EntryTable
            page={entries.data}
            isBusy={entries.isFetching}
            mayChange={mayDeclare && search.asOf === undefined}
          />
        )}
        {entries.data && (
          <Pages
            total={entries.data.total}
            page={search.page ?? 1}
            onPage={(page) => void navigate({ search: (before) => ({ ...before, page }) })}
          />
        )}
      </Card>
      {isAdding && (
        <EntryForm
          kind={kind}
          entry={null}
          agency={search.agency ?? null}
          onClose={() => setIsAdding(false)}
        />
      )}
    </RegisterFrame>
  )
}

type ToolbarProps = {
  search: EntriesSearch
  kind: EntryKind
  onChange: (patch: EntriesSearch) => void
}

function Toolbar({ search, kind, onChange }: ToolbarProps) {
  const { t } = useSpeech()
  const hasClass = kind === 'machine' || kind === 'machine-count'
  return (
    <div className={styles['toolbar']} role="search">
      <Select
        size="sm"
        allowDeselect={false}
        aria-label={t('register.entries.label')}
        data={shownKinds.map((one) => ({ value: one, label: t(`import.kind.${one}`) }))}
        value={kind}
        onChange={(one) => {
          const next = shownKinds.find((known) => known === one)
          onChange({ kind: next, state: undefined, class: undefined })
        }}
      />
      <SearchBox
        label={t('register.entries.search')}
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q || undefined })}
      />
      <AgencySelect
        isFilter
        value={search.agency ?? null}
        onChange={(agency) => onChange({ agency: agency ?? undefined })}
      />
      {hasClass && (
        <ChoiceFilter
          label={t('filter.class')}
          choices={hostClasses}
          nameOf={(one) => t(`class.${one}`)}
          value={search.class}
          onChange={(chosen) => onChange({ class: chosen })}
        />
      )}
      {(kind === 'machine' || kind === 'device') && (
        <ChoiceFilter
          label={t('import.column.machine.state')}
          choices={machineStates}
          nameOf={(one) => t(`import.choice.state.${one}`)}
          value={search.state}
          onChange={(state) => onChange({ state })}
        />
      )}
    </div>
  )
}

function Actions(props: { kind: EntryKind; search: EntriesSearch; onAdd?: () => void }) {
  const { t } = useSpeech()
  return (
    <div className={styles['decide']} style={{ padding: '0 16px 12px' }}>
      {props.onAdd && (
        <Button size="xs" leftSection={<IconPlus size={15} />} onClick={props.onAdd}>
          {t('register.add')}
        </Button>
      )}
      <ExportButton
        route="exportEntries"
        query={{ ...props.search, kind: props.kind }}
        columns={['agency', ...tableFields[props.kind], 'from-day']}
      />
    </div>
  )
}

type EmptyProps = {
  search: EntriesSearch
  mayDeclare: boolean
  onChange: (patch: EntriesSearch) => void
}

function Empty({ search, mayDeclare, onChange }: EmptyProps) {
  const { t } = useSpeech()
  const { q, agency, class: of, state, page } = search
  if ([q, agency, of, state, page].some((one) => one !== undefined)) {
    return (
      <FilteredOut
        title={t('register.entries.filtered')}
        onClear={() =>
          onChange({ q: undefined, agency: undefined, class: undefined, state: undefined })
        }
      >
        {t('register.entries.filtered.why')}
      </FilteredOut>
    )
  }
  return (
    <Notice icon={IconClipboardPlus} title={t('register.entries.none')}>
      {t(mayDeclare ? 'register.entries.none.why' : 'register.entries.none.reader')}
    </Notice>
  )
}
