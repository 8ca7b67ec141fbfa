import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import type { OrganisationView, VersionView } from '#protocol/organisation-views.ts'
import { useSpeech } from '../../language.tsx'
import { ExcludeDialog } from './assign-dialogs.tsx'
import { CreateDialog, EndDialog, MoveDialog, RenameDialog } from './describe-dialogs.tsx'
import { MergeDialog, SplitDialog } from './succeed-dialogs.tsx'

const actions = ['rename', 'move', 'merge', 'split', 'add-part', 'exclude', 'end'] as const
type Action = (typeof actions)[number]
type Props = { one: OrganisationView; version: VersionView }

/** What can be done with an organisation that stands. */
export function OrganisationActions({ one, version }: Props) {
  const { t } = useSpeech()
  const [action, setAction] = useState<Action | null>(null)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="sm" variant="default" rightSection={<IconChevronDown size={16} />}>
            {t('organisations.change')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {actions.map((name) => (
            <Menu.Item key={name} onClick={() => setAction(name)}>
              {t(`organisations.action.${name}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {action && (
        <ActionDialog action={action} one={one} version={version} onClose={() => setAction(null)} />
      )}
    </>
  )
}

function ActionDialog({ action, ...props }: Props & { action: Action; onClose: () => void }) {
  const { one, onClose } = props
  switch (action) {
    case 'rename':
      return <RenameDialog {...props} />
    case 'move':
      return <MoveDialog {...props} />
    case 'merge':
      return <MergeDialog one={one} onClose={onClose} />
    case 'split':
      return <SplitDialog one={one} onClose={onClose} />
    case 'add-part':
      return <CreateDialog parentId={one.id} onClose={onClose} />
    case 'exclude':
      return <ExcludeDialog agencyId={one.id} name={one.name} onClose={onClose} />
    case 'end':
      return <EndDialog {...props} />
  }
}
