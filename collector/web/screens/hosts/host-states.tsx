import { Tooltip } from '@mantine/core'
import { controlIds, type ControlId } from '#protocol/controls.ts'
import type { VerdictState } from '#protocol/values.ts'
import type { HostRow } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { StateIcon } from '../../parts/state-mark.tsx'
import styles from './host-states.module.css'

/** Controls that stand together in one narrow column. `reporting` has the column of the last report. */
export const controlGroups = [
  {
    id: 'antivirus',
    controls: [
      'antivirus-running',
      'antivirus-current',
      'antivirus-licensed',
      'protected',
      'malware-handled',
    ],
  },
  { id: 'updates', controls: ['patched', 'os-supported'] },
  { id: 'network', controls: ['firewall-on', 'no-exposed-services', 'remote-access-safe'] },
  { id: 'credentials', controls: ['no-default-credentials'] },
] as const satisfies readonly { id: string; controls: readonly ControlId[] }[]

/** What is not in the row was never judged. */
export function stateOf(host: Pick<HostRow, 'states'>, control: ControlId): VerdictState {
  return host.states[control] ?? 'unknown'
}

/** The signs of one group; their words are in the tooltip and in the accessible name. */
export function GroupStates(props: { host: HostRow; controls: readonly ControlId[] }) {
  const { t } = useSpeech()
  const lines = props.controls.map((control) => {
    const words = `${t(`control.${control}.name`)}: ${t(`state.${stateOf(props.host, control)}`)}`
    return props.host.provisional.includes(control) ? `${words} (${t('provisional')})` : words
  })
  return (
    <Tooltip label={lines.join('\n')} className={styles['lines'] ?? ''}>
      <span role="img" aria-label={lines.join('; ')} className={styles['signs']}>
        {props.controls.map((control) => (
          <StateIcon key={control} state={stateOf(props.host, control)} />
        ))}
      </span>
    </Tooltip>
  )
}

/** How many controls are unmet and unknown: what “worst first” sorts by. */
export function WorstCounts({ host }: { host: HostRow }) {
  const { t } = useSpeech()
  const count = (state: VerdictState) =>
    controlIds.filter((control) => stateOf(host, control) === state).length
  const [unmet, unknown] = [count('unmet'), count('unknown')]
  if (unmet + unknown === 0) {
    return (
      <span className={styles['counts']} data-tone="met">
        <StateIcon state="met" /> {t('hosts.all-met')}
      </span>
    )
  }
  return (
    <span className={styles['counts']}>
      {unmet > 0 && <Count state="unmet" count={unmet} />}
      {unknown > 0 && <Count state="unknown" count={unknown} />}
    </span>
  )
}

function Count({ state, count }: { state: 'unmet' | 'unknown'; count: number }) {
  const { t, number } = useSpeech()
  const words = t(`count.${state}`, { count: number(count) })
  return (
    <span className={styles['count']} data-tone={state} role="img" aria-label={words} title={words}>
      <StateIcon state={state} size={13} />
      {number(count)}
    </span>
  )
}
