import { Button, Text } from '@mantine/core'
import type { OpenSessionView } from '#protocol/people.ts'
import { useSpeech } from '../../language.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import styles from './account.module.css'

/** Open sessions: in which browser, from where, since when; each can be ended but the one that asks. */
export function SessionTable(props: {
  sessions: readonly OpenSessionView[]
  busyId: string | null
  onEnd: (id: string) => void
}) {
  const { t, time } = useSpeech()
  if (props.sessions.length === 0) {
    return (
      <Text size="sm" c="dimmed" className={styles['flow'] ?? ''}>
        {t('sessions.none')}
      </Text>
    )
  }
  const heads = [
    t('sessions.browser'),
    t('sessions.address'),
    t('sessions.since'),
    t('sessions.seen'),
    t('sessions.action'),
  ]
  return (
    <RowsTable name={t('sessions.title')} heads={heads}>
      {props.sessions.map((session) => {
        const browser = t(`browser.${session.browser}`)
        const address = session.address ?? t('sessions.unknown-address')
        return (
          <tr key={session.id}>
            <th scope="row">{browser}</th>
            <td>{address}</td>
            <td>{time(session.sinceMs)}</td>
            <td>{time(session.seenMs)}</td>
            <td>
              {session.isThis ? (
                <strong>{t('sessions.this')}</strong>
              ) : (
                <Button
                  size="compact-xs"
                  variant="default"
                  loading={props.busyId === session.id}
                  aria-label={t('sessions.end.of', { browser, address })}
                  onClick={() => props.onEnd(session.id)}
                >
                  {t('sessions.end')}
                </Button>
              )}
            </td>
          </tr>
        )
      })}
    </RowsTable>
  )
}
