import { ActionIcon, Badge, Button, Menu, Text } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import type { PersonView } from '#protocol/people.ts'
import { useSpeech } from '../../language.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import type { Given } from './one-time-password.tsx'
import { ConfirmChange, type Change } from './person-changes.tsx'
import { PersonDialog } from './person-dialog.tsx'
import { PersonSessions } from './person-sessions.tsx'
import styles from './people.module.css'

type Open = { person: PersonView; what: Change | 'role' | 'sessions' }

/** One row for each account, with what can be done to it. */
export function PersonRows(props: {
  people: readonly PersonView[]
  onGiven: (given: Given) => void
}) {
  const { t } = useSpeech()
  const [open, setOpen] = useState<Open | null>(null)
  const close = () => setOpen(null)
  const heads = [
    t('people.name'),
    t('account.role'),
    t('account.agency'),
    t('account.source'),
    t('people.state'),
    t('people.totp'),
    t('account.last-sign-in'),
    t('people.sessions'),
    t('sessions.action'),
  ]
  return (
    <>
      <RowsTable name={t('people.title')} heads={heads}>
        {props.people.map((person) => (
          <Row key={person.id} person={person} onOpen={(what) => setOpen({ person, what })} />
        ))}
      </RowsTable>
      {open?.what === 'role' && (
        <PersonDialog person={open.person} onGiven={props.onGiven} onClose={close} />
      )}
      {open?.what === 'sessions' && <PersonSessions person={open.person} onClose={close} />}
      {open && open.what !== 'role' && open.what !== 'sessions' && (
        <ConfirmChange
          person={open.person}
          change={open.what}
          onGiven={props.onGiven}
          onClose={close}
        />
      )}
    </>
  )
}

function Row({ person, onOpen }: { person: PersonView; onOpen: (what: Open['what']) => void }) {
  const { t, time, number } = useSpeech()
  const { name, sessions } = person
  return (
    <tr>
      <th scope="row" className={styles['name']}>
        {name}
      </th>
      <td>{t(`role.${person.role}`)}</td>
      <td className={styles['name']}>{person.agency?.name ?? t('account.province')}</td>
      <td>{t(`source.${person.source}`)}</td>
      <td>
        <State person={person} />
      </td>
      <td>{t(person.hasTotp ? 'people.totp.on' : 'people.totp.off')}</td>
      <td>{person.lastSignInMs === null ? t('account.never') : time(person.lastSignInMs)}</td>
      <td>
        {sessions === 0 ? (
          number(0)
        ) : (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('people.sessions.of', { count: number(sessions), name })}
            onClick={() => onOpen('sessions')}
          >
            {number(sessions)}
          </Button>
        )}
      </td>
      <td>
        <Actions person={person} onOpen={onOpen} />
      </td>
    </tr>
  )
}

function State({ person }: { person: PersonView }) {
  const { t } = useSpeech()
  if (person.isDisabled) {
    return (
      <Badge color="gray" variant="outline" tt="none">
        {t('people.state.disabled')}
      </Badge>
    )
  }
  return <>{t(person.mustChangePassword ? 'people.state.one-time' : 'people.state.active')}</>
}

function Actions({ person, onOpen }: { person: PersonView; onOpen: (what: Open['what']) => void }) {
  const { t } = useSpeech()
  const isLocal = person.source === 'local'
  return (
    <Menu position="bottom-end" width={260} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          variant="default"
          size={28}
          aria-label={t('people.actions', { name: person.name })}
        >
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!isLocal && (
          <Text size="xs" c="dimmed" px={12} py={6}>
            {t('people.external')}
          </Text>
        )}
        {isLocal && <Menu.Item onClick={() => onOpen('role')}>{t('people.change')}</Menu.Item>}
        {isLocal && (
          <Menu.Item onClick={() => onOpen('reset-password')}>
            {t('people.reset-password')}
          </Menu.Item>
        )}
        {person.hasTotp && (
          <Menu.Item onClick={() => onOpen('reset-totp')}>{t('people.reset-totp')}</Menu.Item>
        )}
        <Menu.Item onClick={() => onOpen(person.isDisabled ? 'enable' : 'disable')}>
          {t(person.isDisabled ? 'people.enable' : 'people.disable')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
