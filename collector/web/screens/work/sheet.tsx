import { Button, Select } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { WorkGroup } from '#protocol/work.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { choicesFailure } from '../../parts/choices-failure.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsSkeleton, ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { agenciesQuery } from '../../queries.ts'
import { Causes } from './causes.tsx'
import { NothingToDo } from './todo.tsx'
import { sheetItemsQuery, workQuery } from './work-queries.ts'
import styles from './sheet.module.css'

/** What one agency has to do, to be printed on A4 and taken along. */
export function WorkSheet() {
  const { t } = useSpeech()
  const { agency, asOf } = useSearch({ from: '/todo/sheet' })
  const navigate = useNavigate({ from: '/todo/sheet' })
  const asked = useQuery(agenciesQuery(useApi()))
  const agencies = asked.data?.agencies ?? []
  const name = agencies.find(({ id }) => id === agency)?.name ?? ''
  useTitle(t('work.sheet'))
  return (
    <article className={styles['sheet']}>
      <header>
        <h1>{t('work.sheet.title', { name: agency === undefined ? '…' : name })}</h1>
        <div className={`${styles['tools']} no-print`}>
          <Link to="/todo">{t('work.back')}</Link>
          <Select
            size="sm"
            searchable
            aria-label={t('filter.agency')}
            placeholder={t('filter.agency')}
            nothingFoundMessage={t('filter.nothing')}
            data={agencies.map((one) => ({ value: one.id, label: one.name }))}
            error={choicesFailure(asked)}
            value={agency ?? null}
            onChange={(id) => void navigate({ search: { agency: id ?? undefined } })}
          />
          <Button
            size="xs"
            variant="default"
            disabled={agency === undefined}
            leftSection={<IconPrinter size={15} aria-hidden />}
            onClick={() => window.print()}
          >
            {t('work.print')}
          </Button>
        </div>
      </header>
      {agency === undefined ? <p>{t('work.sheet.choose')}</p> : <Groups of={{ agency, asOf }} />}
    </article>
  )
}

type Of = { readonly agency: string; readonly asOf: number | undefined }

function Groups({ of }: { of: Of }) {
  const { t, time } = useSpeech()
  const work = useQuery(workQuery(useApi(), of))
  const { data } = work
  if (!data) {
    if (!work.isError) return <ScreenSkeleton />
    return <LoadFailure error={work.error} onRetry={() => void work.refetch()} />
  }
  if (data.groups.length === 0) return <NothingToDo onClear={null} />
  return (
    <>
      <p>{t('work.sheet.made', { time: time(data.asOfMs) })}</p>
      {data.groups.map((group) => (
        <Group key={group.remedy} group={group} of={of} />
      ))}
    </>
  )
}

const heads = ['machine', 'why', 'owner', 'due', 'result'] as const

function Group({ group, of }: { group: WorkGroup; of: Of }) {
  const { t, counted, number, date } = useSpeech()
  const { remedy, machines } = group
  const items = useQuery(sheetItemsQuery(useApi(), remedy, of))
  const { data } = items
  return (
    <section>
      <h2>
        {t(`remedy.${remedy}.name`)} · {counted('work.machines', machines)}
      </h2>
      <p>{t(`remedy.${remedy}.steps`)}</p>
      {data ? (
        <div className={styles['scroll']} tabIndex={0} role="group" aria-label={t('work.items')}>
          <table>
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {t(`work.column.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.items.map((item) => (
                <tr key={item.id}>
                  <td>{item.name}</td>
                  <td>
                    <Causes item={item} isShort />
                  </td>
                  <td>{item.decision?.owner?.name ?? ''}</td>
                  <td>
                    {item.decision?.dueDay
                      ? date(Date.parse(`${item.decision.dueDay}T12:00:00+07:00`))
                      : ''}
                  </td>
                  <td>{'\u00a0'}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {data.total > data.items.length && (
            <p>
              {t('work.sheet.cut', {
                shown: number(data.items.length),
                total: number(data.total),
              })}
            </p>
          )}
        </div>
      ) : items.isError ? (
        <LoadFailure error={items.error} onRetry={() => void items.refetch()} />
      ) : (
        <RowsSkeleton rows={3} />
      )}
    </section>
  )
}
