import { controlIds, type ControlId } from '#protocol/controls.ts'
import type { VerdictState } from '#protocol/verdict-states.ts'
import type { HostRow } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import styles from './host-states.module.css'

/** What is not in the row was never judged. */
function stateOf(host: Pick<HostRow, 'states'>, control: ControlId): VerdictState {
  return host.states[control] ?? 'unknown'
}

/**
 * The signs of one group, drawn as one picture: a list of thousands keeps one element where eleven would stand.
 * Their words are in its name, which is also what the mouse shows.
 */
export function GroupStates(props: { host: HostRow; controls: readonly ControlId[] }) {
  const { t } = useSpeech()
  const { host, controls } = props
  const lines = controls.map((control) => {
    const words = `${t(`control.${control}.name`)}: ${t(`state.${stateOf(host, control)}`)}`
    return host.provisional.includes(control) ? `${words} (${t('provisional')})` : words
  })
  return (
    <span
      role="img"
      aria-label={lines.join('; ')}
      title={lines.join('\n')}
      className={styles['signs']}
      style={pictureOf(controls.map((control) => stateOf(host, control)))}
    />
  )
}

const signWidth = 18

function pictureOf(states: readonly VerdictState[]) {
  return {
    width: states.length * signWidth,
    backgroundImage: states.map((state) => `var(--sign-${state})`).join(),
    backgroundPosition: states.map((_, index) => `${index * signWidth}px center`).join(),
  }
}

type WorstProps = {
  host: HostRow
  /** Narrows the list to those that show this state too; without it, the counts are for reading alone. */
  onFilter?: (state: 'unmet' | 'unknown') => void
}

/** How many controls are unmet and unknown: what “worst first” sorts by. */
export function WorstCounts({ host, onFilter }: WorstProps) {
  const { t } = useSpeech()
  const count = (state: VerdictState) =>
    controlIds.filter((control) => stateOf(host, control) === state).length
  const [unmet, unknown] = [count('unmet'), count('unknown')]
  if (unmet + unknown === 0) {
    return (
      <span className={styles['counts']} data-tone="met">
        {t('hosts.all-met')}
      </span>
    )
  }
  return (
    <span className={styles['counts']}>
      {unmet > 0 && <Count state="unmet" count={unmet} {...(onFilter ? { onFilter } : {})} />}
      {unknown > 0 && <Count state="unknown" count={unknown} {...(onFilter ? { onFilter } : {})} />}
    </span>
  )
}

type CountProps = {
  state: 'unmet' | 'unknown'
  count: number
  onFilter?: NonNullable<WorstProps['onFilter']>
}

function Count({ state, count, onFilter }: CountProps) {
  const { t, number } = useSpeech()
  const words = t(`count.${state}`, { count: number(count) })
  const looks = { className: styles['count'], 'data-tone': state, title: words }
  if (!onFilter) {
    return (
      <span {...looks} role="img" aria-label={words}>
        {number(count)}
      </span>
    )
  }
  return (
    <button
      {...looks}
      type="button"
      tabIndex={-1}
      aria-label={words}
      onClick={() => onFilter(state)}
    >
      {number(count)}
    </button>
  )
}
