import { ActionIcon, Button, Popover, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconBookmarks, IconPencil, IconTrash } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SavedView } from '#protocol/saved-views.ts'
import type { Api } from '../../api.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { ChangedMeanwhile, isChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { parseSearch, readHosts, writeSearch, type HostsSearch } from '../../search.ts'
import styles from './saved-views.module.css'

const viewsKey = ['saved-views', 'hosts'] as const

const viewsQuery = (api: Api) =>
  queryOptions({
    queryKey: viewsKey,
    queryFn: ({ signal }) => api.call('savedViews', { query: { screen: 'hosts' } }, signal),
  })

type Renaming = Pick<SavedView, 'id' | 'name' | 'revision'>

type Props = {
  search: HostsSearch & { asOf?: number | undefined }
  onOpen: (view: HostsSearch) => void
}

/** The views that somebody keeps of the list: filters, order and columns under a name of their own. */
export function SavedViews({ search, onOpen }: Props) {
  const { t } = useSpeech()
  const api = useApi()
  const [isOpen, setIsOpen] = useState(false)
  const views = useQuery({ ...viewsQuery(api), enabled: isOpen })
  const { asOf: _asOf, ...kept } = search
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconBookmarks size={15} />}
          onClick={() => setIsOpen(!isOpen)}
        >
          {t('views.button')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown w={320} aria-label={t('views.title')}>
        <Views
          views={views.data?.views ?? []}
          isRead={views.isSuccess}
          query={writeSearch(kept).replace('?', '')}
          onOpen={(query) => {
            setIsOpen(false)
            onOpen(readHosts(parseSearch(query)))
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

type ViewsProps = {
  views: readonly SavedView[]
  isRead: boolean
  query: string
  onOpen: (query: string) => void
}

function Views({ views, isRead, query, onOpen }: ViewsProps) {
  const { t } = useSpeech()
  const changes = useViewChanges()
  const [renaming, setRenaming] = useState<SavedView | null>(null)
  const { deleted } = changes
  return (
    <>
      {deleted && (
        <div className={styles['undo']} role="status">
          {t('views.deleted', { name: deleted.name })}
          <Button size="compact-xs" variant="light" onClick={() => changes.restore(deleted)}>
            {t('views.undo')}
          </Button>
        </div>
      )}
      {isRead && views.length === 0 && !deleted && (
        <Text size="sm" c="dimmed" mb={8}>
          {t('views.none')}
        </Text>
      )}
      <ul className={styles['list']}>
        {views.map((view) => (
          <li key={view.id} className={styles['view']}>
            <UnstyledButton className={styles['open'] ?? ''} onClick={() => onOpen(view.query)}>
              {view.name}
            </UnstyledButton>
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={t('views.rename.one', { name: view.name })}
              onClick={() => setRenaming(view)}
            >
              <IconPencil size={15} />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              size="sm"
              aria-label={t('views.delete.one', { name: view.name })}
              onClick={() => changes.remove(view)}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <NameForm
        key={renaming?.id ?? 'new'}
        held={renaming?.name ?? ''}
        action={t(renaming ? 'views.rename' : 'views.save')}
        isBusy={changes.isBusy}
        onName={async (name) => {
          if (renaming) {
            // What was typed stays; the list above shows what the other window saved.
            await changes.rename(renaming, name).catch(async (error: unknown) => {
              if (isChangedMeanwhile(error)) setRenaming(await changes.newest(renaming))
              throw error
            })
          } else await changes.save({ name, query })
          setRenaming(null)
        }}
      />
      <ViewFailure error={changes.error} renaming={renaming} />
    </>
  )
}

type NameFormProps = {
  held: string
  action: string
  isBusy: boolean
  onName: (name: string) => Promise<void>
}

function NameForm({ held, action, isBusy, onName }: NameFormProps) {
  const { t } = useSpeech()
  const [name, setName] = useState(held)
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        // A refusal is shown below the form, and the name stays in it.
        onName(name.trim()).then(
          () => setName(''),
          () => undefined,
        )
      }}
    >
      <TextInput
        size="xs"
        flex={1}
        maxLength={80}
        label={t('views.name')}
        value={name}
        data-autofocus={held !== '' || undefined}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" loading={isBusy} disabled={name.trim() === ''}>
        {action}
      </Button>
    </form>
  )
}

function ViewFailure({ error, renaming }: { error: Error | null; renaming: SavedView | null }) {
  const textOf = useFailureText()
  if (error === null) return null
  if (isChangedMeanwhile(error)) {
    return <ChangedMeanwhile error={error}>{renaming && <p>{renaming.name}</p>}</ChangedMeanwhile>
  }
  return (
    <Text role="alert" size="xs" mt={8} c="var(--mantine-color-error)">
      {textOf(error)}
    </Text>
  )
}

/** Saving, renaming, deleting, and what was deleted last, to save it again. */
function useViewChanges() {
  const api = useApi()
  const client = useQueryClient()
  const [deleted, setDeleted] = useState<SavedView | null>(null)
  const onSettled = () => client.invalidateQueries({ queryKey: viewsKey })
  const saving = useMutation({
    mutationFn: ({ name, query }: Pick<SavedView, 'name' | 'query'>) =>
      api.call('saveView', { body: { screen: 'hosts', name, query } }),
    onSuccess: () => setDeleted(null),
    onSettled,
  })
  const renaming = useMutation({
    mutationFn: ({ id, name, revision: expectedRevision }: Renaming) =>
      api.call('renameView', { params: { id }, body: { name, expectedRevision } }),
    onSettled,
  })
  const deleting = useMutation({
    mutationFn: (id: string) => api.call('deleteView', { params: { id } }),
    onSuccess: setDeleted,
    onSettled,
  })
  return {
    deleted,
    isBusy: saving.isPending || renaming.isPending,
    error: saving.error ?? renaming.error ?? deleting.error,
    restore: (view: SavedView) => saving.mutate(view),
    save: (view: Pick<SavedView, 'name' | 'query'>) => saving.mutateAsync(view),
    rename: ({ id, revision }: SavedView, name: string) =>
      renaming.mutateAsync({ id, revision, name }),
    newest: async ({ id }: SavedView) => {
      const { views } = await client.fetchQuery({ ...viewsQuery(api), staleTime: 0 })
      return views.find((view) => view.id === id) ?? null
    },
    remove: ({ id }: SavedView) => deleting.mutate(id),
  }
}
