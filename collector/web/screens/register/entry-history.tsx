import { Button, Drawer, Text } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ListedEntryView } from '#protocol/register-views.ts'
import type { RouteOutput } from '#protocol/routes.ts'
import type { EntryKind, EntryView } from '#protocol/register.ts'
import { useApi } from '../../client.ts'
import { dayText } from '../../dates.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { useMay } from '../../permission.ts'
import { actorName, entryName, namedValues } from './entry-values.ts'
import { registerKey } from '../../query-keys.ts'
import { historyQuery } from './register-queries.ts'
import styles from './register.module.css'

/** Every version of an entry, the newest first, and the way back from the newest. */
export function EntryHistory({ entry, onClose }: { entry: ListedEntryView; onClose: () => void }) {
  const speech = useSpeech()
  const { t } = speech
  const api = useApi()
  const may = useMay()
  const history = useQuery(historyQuery(api, entry.entryId))
  const mayUndo = may('undoEntry')
  return (
    <Drawer
      opened
      position="right"
      size="md"
      onClose={onClose}
      title={t('register.history.one', { entry: entryName(entry.kind, entry.body, speech) })}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <div className={styles['form']}>
        <Text size="sm" c="dimmed">
          {t(`import.kind.${entry.kind}`)} · {entry.agencyName}
        </Text>
        {mayUndo && history.data?.versions[0] && <Undo newest={history.data.versions[0]} />}
        {history.isPending && <RowsSkeleton rows={5} />}
        {history.isError && (
          <LoadFailure error={history.error} onRetry={() => void history.refetch()} />
        )}
        {entry.kind === 'machine' && history.data && <EnrolledHost host={history.data.host} />}
        <ol className={styles['versions']}>
          {history.data?.versions.map((version) => (
            <Version key={version.rowId} version={version} />
          ))}
        </ol>
      </div>
    </Drawer>
  )
}

function EnrolledHost({ host }: { host: RouteOutput<'entryHistory'>['host'] }) {
  const { t } = useSpeech()
  return (
    <Text size="sm">
      {host ? (
        <>
          {t('host-register.entry-host')}
          <Link to="/hosts/$id" params={{ id: host.hostId }}>
            {host.hostname}
          </Link>
        </>
      ) : (
        t('host-register.entry-host.none')
      )}
    </Text>
  )
}

function Undo({ newest }: { newest: EntryView }) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const failureText = useFailureText()
  const undo = useMutation({
    mutationFn: () =>
      api.call('undoEntry', {
        params: { id: newest.entryId },
        body: { expectedRevision: newest.rowId },
      }),
    onError: () => client.invalidateQueries({ queryKey: registerKey }),
    onSuccess: () => client.invalidateQueries({ queryKey: registerKey }),
  })
  return (
    <div>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconArrowBackUp size={15} />}
        loading={undo.isPending}
        onClick={() => undo.mutate()}
      >
        {t('register.undo')}
      </Button>
      {undo.isError && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {failureText(undo.error)}
        </Text>
      )}
    </div>
  )
}

function Version({ version }: { version: EntryView }) {
  const { t, date, time } = useSpeech()
  const stands = version.supersededMs === null
  return (
    <li className={styles['version']} data-stands={stands}>
      <div className={styles['version-head']}>
        {t('register.field.from')} {dayText(version.fromDay)}
        <span>
          {version.supersededMs === null
            ? t('register.history.stands')
            : t('register.history.superseded', { day: date(version.supersededMs) })}
        </span>
      </div>
      {version.isWithdrawn ? (
        <Text size="sm">{t('register.history.withdrawn')}</Text>
      ) : (
        <EntryValues kind={version.kind} body={version.body} />
      )}
      <div className={styles['version-foot']}>
        {t('register.history.by', {
          actor: actorName(version.actor),
          time: time(version.recordedMs),
        })}
        {version.importId !== null && ` · ${t('register.history.import')}`}
        {version.evidence !== null && ` · ${version.evidence}`}
      </div>
    </li>
  )
}

/** What an entry says, field by field. */
export function EntryValues({ kind, body }: { kind: EntryKind; body: unknown }) {
  const speech = useSpeech()
  return (
    <dl className={styles['values']}>
      {namedValues(kind, body, speech).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
