import { Group, Pagination } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { importStatuses, type ImportView } from '#protocol/import-views.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ChoiceFilter } from '../../parts/choice-filter.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { ImportDrop } from './import-drop.tsx'
import { importsQuery, pagesOf } from './import-queries.ts'
import { ImportTemplates } from './import-templates.tsx'
import { RegisterFrame } from './register-frame.tsx'
import styles from './imports.module.css'

/** Where a file is dropped, where its template comes from, and what was imported before. */
export function ImportList() {
  const { t } = useSpeech()
  const may = useMay()
  const mayImport = may('uploadImport')
  return (
    <RegisterFrame>
      <p className={styles['lead']}>{mayImport ? t('import.lead') : t('import.only-keepers')}</p>
      {mayImport && <ImportDrop />}
      <ImportTemplates />
      <Past />
    </RegisterFrame>
  )
}

function Past() {
  const { t } = useSpeech()
  const search = useSearch({ from: '/register/imports' })
  const navigate = useNavigate({ from: '/register/imports' })
  const imports = useQuery(importsQuery(useApi(), search))
  const pages = imports.data ? pagesOf(imports.data.total) : 1
  return (
    <Card
      title={t('import.list')}
      isFlush
      aside={
        <Group gap="sm">
          <ChoiceFilter
            label={t('import.list.status')}
            choices={importStatuses}
            nameOf={(one) => t(`import.status.${one}`)}
            value={search.status}
            onChange={(status) =>
              void navigate({ search: (before) => ({ ...before, status, page: undefined }) })
            }
          />
          <ExportButton route="exportImports" query={{ status: search.status }} />
        </Group>
      }
    >
      {imports.isError && (
        <LoadFailure error={imports.error} onRetry={() => void imports.refetch()} />
      )}
      {imports.isPending && <RowsSkeleton rows={5} />}
      {imports.data?.imports.length === 0 && search.status !== undefined && (
        <FilteredOut
          title={t('import.list.filtered')}
          onClear={() =>
            void navigate({ search: (old) => ({ ...old, status: undefined, page: undefined }) })
          }
        />
      )}
      {imports.data?.imports.length === 0 && search.status === undefined && (
        <Notice icon={IconFileImport} title={t('import.list.empty')}>
          {t('import.list.empty.why')}
        </Notice>
      )}
      {imports.data && imports.data.imports.length > 0 && <Table imports={imports.data.imports} />}
      {pages > 1 && (
        <footer className={styles['foot']}>
          <Pagination
            size="sm"
            total={pages}
            value={search.page ?? 1}
            onChange={(page) => void navigate({ search: (before) => ({ ...before, page }) })}
            getControlProps={(control) => ({ 'aria-label': t(`page.${control}`) })}
          />
        </footer>
      )}
    </Card>
  )
}

function Table({ imports }: { imports: readonly ImportView[] }) {
  const { t, time, number } = useSpeech()
  return (
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label={t('import.list')}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('import.list.file')}</th>
            <th scope="col">{t('import.kind')}</th>
            <th scope="col">{t('import.list.status')}</th>
            <th scope="col" className={styles['figure']}>
              {t('import.outcome.added')}
            </th>
            <th scope="col" className={styles['figure']}>
              {t('import.outcome.corrected')}
            </th>
            <th scope="col">{t('import.list.when')}</th>
            <th scope="col">{t('import.list.who')}</th>
          </tr>
        </thead>
        <tbody>
          {imports.map((one) => (
            <tr key={one.id}>
              <td>
                <Link to="/register/imports/$id" params={{ id: one.id }}>
                  {one.fileName}
                </Link>
              </td>
              <td>{one.kind ? t(`import.kind.${one.kind}`) : ''}</td>
              <td>
                <span className={styles['status']} data-status={one.status}>
                  {t(`import.status.${one.status}`)}
                </span>
              </td>
              <td className={styles['figure']}>{one.counts ? number(one.counts.added) : ''}</td>
              <td className={styles['figure']}>{one.counts ? number(one.counts.corrected) : ''}</td>
              <td>{time(one.undoneMs ?? one.doneMs ?? one.uploadedMs)}</td>
              <td>{one.actor}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
