import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { WaitingDecision, WaitingMachineView } from '#protocol/install.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { RowsSkeleton } from '../../parts/skeletons.tsx'
import { DecideWaiting } from './decide-waiting.tsx'
import { waitingQuery } from './install-queries.ts'
import styles from './install.module.css'

/** What a person is asked to confirm. */
export type Asked = {
  readonly decision: WaitingDecision
  readonly machines: readonly WaitingMachineView[]
}

/** Machines that wait to be let in, of one agency or of all. */
export function WaitingCard({ agency }: { agency: string | undefined }) {
  const { t, number } = useSpeech()
  const waiting = useQuery(waitingQuery(useApi(), agency))
  const [asked, setAsked] = useState<Asked | null>(null)
  const { data } = waiting
  return (
    <div id="waiting">
      <Card title={t('install.wait')}>
        {!data && !waiting.isError && <RowsSkeleton rows={2} />}
        {waiting.isError && (
          <LoadFailure error={waiting.error} onRetry={() => void waiting.refetch()} />
        )}
        {data?.machines.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('install.wait.none')} {t('install.wait.none.why')}
          </Text>
        )}
        {data && data.machines.length > 0 && (
          <>
            <Alls machines={data.machines} onAsk={setAsked} />
            <Rows machines={data.machines} onAsk={setAsked} />
          </>
        )}
        {data && data.total > data.machines.length && (
          <Text size="sm">
            {t('install.wait.more', {
              shown: number(data.machines.length),
              total: number(data.total),
            })}
          </Text>
        )}
      </Card>
      {asked && <DecideWaiting asked={asked} onClose={() => setAsked(null)} />}
    </div>
  )
}

type Props = { machines: readonly WaitingMachineView[]; onAsk: (asked: Asked) => void }

/** One button for each agency: all of its machines that are shown. */
function Alls({ machines, onAsk }: Props) {
  const { t, number } = useSpeech()
  const groups = [...Map.groupBy(machines, ({ agency }) => agency.id).values()]
  return (
    <Group gap="xs" mb="xs">
      {groups.map((group) => {
        const name = group[0]?.agency.name ?? ''
        return (
          <Button
            key={group[0]?.agency.id}
            size="xs"
            variant="default"
            className={styles['all'] ?? ''}
            onClick={() => onAsk({ decision: 'approved', machines: group })}
          >
            {t('install.wait.all', { count: number(group.length), agency: name })}
          </Button>
        )
      })}
    </Group>
  )
}

const columns = ['machine', 'agency', 'address', 'first', 'last', 'decide'] as const

function Rows({ machines, onAsk }: Props) {
  const { t, time } = useSpeech()
  return (
    <RowsTable name={t('install.wait')} heads={columns.map((one) => t(`install.wait.${one}`))}>
      {machines.map((machine) => (
        <tr key={machine.hostId}>
          <th scope="row" className={styles['name']}>
            {machine.hostname}
          </th>
          <td>{machine.agency.name}</td>
          <td>{machine.address ?? ''}</td>
          <td>{time(machine.firstMs)}</td>
          <td>{time(machine.lastMs)}</td>
          <td>
            <Group gap={4} wrap="nowrap">
              {(['approved', 'declined'] as const).map((decision) => {
                const verb = decision === 'approved' ? 'approve' : 'decline'
                return (
                  <Button
                    key={decision}
                    size="compact-xs"
                    variant={decision === 'approved' ? 'default' : 'subtle'}
                    aria-label={t(`install.wait.${verb}.one`, { name: machine.hostname })}
                    onClick={() => onAsk({ decision, machines: [machine] })}
                  >
                    {t(`install.wait.${verb}`)}
                  </Button>
                )
              })}
            </Group>
          </td>
        </tr>
      ))}
    </RowsTable>
  )
}
