import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { changeWords } from '#i18n/change-words.ts'
import type { LoggedChange } from '#protocol/snapshot-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { changesPageSize, definitionChangesQuery } from '../../plan-queries.ts'
import { ChangedFields } from '../audit/changed-fields.tsx'
import { useActorWords } from '../snapshots/snapshot-words.ts'
import styles from './plans.module.css'

/** Who changed what figures are made from, and when. */
export function ChangesCard() {
  const { t } = useSpeech()
  const { changes: page = 1 } = useSearch({ from: '/plans' })
  const log = useQuery(definitionChangesQuery(useApi(), page))
  const heads = ['when', 'who', 'what', 'on', 'moved', 'detail'] as const
  return (
    <Card
      title={t('plans.changes')}
      aside={<ExportButton route="exportDefinitionChanges" />}
      isFlush
    >
      {log.data ? (
        <>
          {log.data.total === 0 ? (
            <p className={styles['pages']}>{t('plans.changes.none')}</p>
          ) : (
            <RowsTable
              name={t('plans.changes')}
              heads={heads.map((head) => t(`plans.changes.${head}`))}
            >
              {log.data.changes.map((change) => (
                <ChangeRow key={change.id} change={change} />
              ))}
            </RowsTable>
          )}
          <Pages page={page} pages={Math.ceil(log.data.total / changesPageSize)} />
        </>
      ) : log.isError ? (
        <LoadFailure error={log.error} onRetry={() => void log.refetch()} />
      ) : (
        <RowsSkeleton rows={4} />
      )}
    </Card>
  )
}

function ChangeRow({ change }: { change: LoggedChange }) {
  const { t, time } = useSpeech()
  const actorWords = useActorWords()
  const [isOpen, setOpen] = useState(false)
  const { before, after } = change
  return (
    <>
      <tr>
        <td>{time(change.atMs)}</td>
        <td>{actorWords(change.actor)}</td>
        <td>{t(changeWords(change.action))}</td>
        <td>{change.agencyName ?? change.subject}</td>
        <td>
          <Effect change={change} />
        </td>
        <td>
          <Button
            size="compact-xs"
            variant="subtle"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {t(isOpen ? 'plans.changes.hide' : 'plans.changes.show')}
          </Button>
        </td>
      </tr>
      {isOpen && (
        <tr>
          <td colSpan={6}>
            <ChangedFields before={before} after={after} />
          </td>
        </tr>
      )}
    </>
  )
}

/** The figures on both sides of the change: there every part of the difference stands with its numbers. */
function Effect({ change: { between, part } }: { change: LoggedChange }) {
  const { t } = useSpeech()
  if (between === null) {
    return <span className={styles['quiet']}>{t('plans.changes.no-snapshot')}</span>
  }
  const search = { from: between.from, to: between.to ?? undefined }
  return (
    <Link to="/snapshots/moved" search={search}>
      {t(`moved.kind.${part}`)}
    </Link>
  )
}

function Pages({ page, pages }: { page: number; pages: number }) {
  const { t } = useSpeech()
  const navigate = useNavigate({ from: '/plans' })
  if (pages < 2) return null
  const go = (changes: number) => void navigate({ search: (search) => ({ ...search, changes }) })
  return (
    <nav className={styles['pages']} aria-label={t('plans.changes')}>
      <Button size="xs" variant="default" disabled={page <= 1} onClick={() => go(page - 1)}>
        {t('plans.changes.newer')}
      </Button>
      <span>{t('plans.changes.page', { page, pages })}</span>
      <Button size="xs" variant="default" disabled={page >= pages} onClick={() => go(page + 1)}>
        {t('plans.changes.older')}
      </Button>
    </nav>
  )
}
