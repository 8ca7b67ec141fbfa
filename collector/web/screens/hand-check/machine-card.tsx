import { Button, Group, SegmentedControl, Text } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ControlId } from '#protocol/controls.ts'
import {
  findings as findingNames,
  type Finding,
  type FindingView,
  type HandCheckResult,
  type HandCheckStep,
  type SampledMachine,
} from '#protocol/hand-checks.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { StateMark } from '../../parts/state-mark.tsx'
import { handChecksKey } from './hand-check-queries.ts'
import styles from './hand-check.module.css'

type Props = {
  result: HandCheckResult
  machine: SampledMachine
  isOpen: boolean
  onGo: (position: number) => void
}
type Entered = Partial<Record<ControlId, Finding>>

/** One machine of the sample. What the system said appears once something was entered, never before. */
export function MachineCard({ result, machine, isOpen, onGo }: Props) {
  const { t } = useSpeech()
  const own = result.findings.filter(({ position }) => position === machine.position)
  const [entered, setEntered] = useState<Entered>(() =>
    Object.fromEntries(own.map(({ control, found }) => [control, found])),
  )
  const last = result.machines.length
  const { position, hostName: name, agencyName, room } = machine
  const title = t('hand-check.enter.machine', { position, name })
  return (
    <Card title={title} aside={[agencyName, room].filter(Boolean).join(' · ')} isFlush>
      <ul className={styles['cells']}>
        {result.steps.map((step) => (
          <StepRow
            key={step.control}
            step={step}
            machine={machine}
            held={own.find(({ control }) => control === step.control) ?? null}
            found={entered[step.control] ?? null}
            onFound={isOpen ? (found) => setEntered({ ...entered, [step.control]: found }) : null}
          />
        ))}
      </ul>
      <Group justify="space-between" gap="xs" className={styles['foot'] ?? ''}>
        <Group gap="xs">
          <Button
            size="xs"
            variant="default"
            disabled={position <= 1}
            onClick={() => onGo(position - 1)}
          >
            {t('hand-check.previous')}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={position >= last}
            onClick={() => onGo(position + 1)}
          >
            {t('hand-check.next')}
          </Button>
        </Group>
        {isOpen && <Save id={result.check.id} position={position} entered={entered} held={own} />}
      </Group>
    </Card>
  )
}

function StepRow(props: {
  step: HandCheckStep
  machine: SampledMachine
  held: FindingView | null
  found: Finding | null
  onFound: ((found: Finding) => void) | null
}) {
  const { t, local } = useSpeech()
  const { step, machine, held, found, onFound } = props
  const name = t(`control.${step.control}.name`)
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false })
  const { windows, linux } = step.look
  return (
    <li>
      <div className={styles['question']}>
        {name}
        <small>{local(machine.platform === 'linux' ? linux : windows)}</small>
      </div>
      <div>
        {onFound === null ? (
          found && t(`finding.${found}`)
        ) : (
          <SegmentedControl
            size="xs"
            fullWidth={isNarrow === true}
            orientation={isNarrow === true ? 'vertical' : 'horizontal'}
            aria-label={name}
            value={found ?? ''}
            data={findingNames.map((one) => ({ value: one, label: t(`finding.${one}`) }))}
            onChange={(value) => {
              const chosen = findingNames.find((one) => one === value)
              if (chosen) onFound(chosen)
            }}
          />
        )}
      </div>
      <div>
        {held && (
          <span data-differs={held.said.state !== 'unknown' && held.said.state !== held.found}>
            <small>{t('hand-check.column.said')}</small> <StateMark state={held.said.state} />
          </span>
        )}
      </div>
    </li>
  )
}

type SaveProps = {
  id: string
  position: number
  entered: Entered
  held: readonly FindingView[]
}

function Save({ id, position, entered, held }: SaveProps) {
  const { t } = useSpeech()
  const api = useApi()
  const client = useQueryClient()
  const textOf = useFailureText()
  const before = new Map(held.map(({ control, found }) => [control, found]))
  const changed = (Object.entries(entered) as [ControlId, Finding][]).filter(
    ([control, found]) => before.get(control) !== found,
  )
  const save = useMutation({
    mutationFn: () =>
      api.call('recordFindings', {
        params: { id },
        body: {
          findings: changed.map(([control, found]) => ({ position, control, found, note: null })),
        },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: handChecksKey }),
  })
  return (
    <Group gap="xs">
      {save.error ? (
        <Text role="alert" size="sm" c="var(--mantine-color-error)">
          {textOf(save.error)}
        </Text>
      ) : (
        <Text role="status" size="xs" c="dimmed">
          {save.isSuccess && changed.length === 0 ? t('hand-check.enter.saved') : ''}
        </Text>
      )}
      <Button
        size="xs"
        loading={save.isPending}
        disabled={changed.length === 0}
        onClick={() => save.mutate()}
      >
        {t('hand-check.enter.save')}
      </Button>
    </Group>
  )
}
