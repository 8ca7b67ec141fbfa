import { Group } from '@mantine/core'
import { Link, useSearch } from '@tanstack/react-router'
import type { ControlId } from '#protocol/controls.ts'
import { verdictStates, type VerdictState } from '#protocol/verdict-states.ts'
import type { ControlCountView, MeasurementView } from '#protocol/views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LateExportButton } from '../../parts/late-export-button.tsx'
import type { FiguresOf } from '../../queries.ts'
import { StateIcon } from '../../parts/state-mark.tsx'
import styles from './controls-card.module.css'

/** The technical controls: how many computers are in each of the four states. Every number opens its list. */
export function ControlsCard(props: { controls: readonly ControlCountView[]; of: FiguresOf }) {
  const { controls, of } = props
  const { t } = useSpeech()
  const { asOf } = useSearch({ strict: false })
  const aside = (
    <Group gap="sm">
      {t('controls.aside')}
      <LateExportButton route="exportControls" query={{ ...of, asOf }} />
    </Group>
  )
  return (
    <Card title={t('controls.title')} aside={aside} isFlush>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('controls.control')}</th>
            <th scope="col" className={styles['bar-head']}>
              {t('controls.share')}
            </th>
            {verdictStates.map((state) => (
              <th key={state} scope="col" className={styles['count']}>
                <span className={styles['state']}>
                  <StateIcon state={state} size={14} />
                  {t(`state.${state}`)}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {controls.map(({ control, measurement }) => (
            <tr key={control}>
              <th scope="row">{t(`control.${control}.name`)}</th>
              <td className={styles['bar-cell']}>
                <StackedBar measurement={measurement} />
              </td>
              {verdictStates.map((state) => (
                <td key={state} className={styles['count']}>
                  <CountLink control={control} state={state} measurement={measurement} of={of} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}

function CountLink(props: {
  control: ControlId
  state: VerdictState
  measurement: MeasurementView
  of: FiguresOf
}) {
  const { t, number } = useSpeech()
  const count = countOf(props.measurement, props.state)
  return (
    <Link
      to="/hosts"
      search={{ ...props.of, control: props.control, state: props.state }}
      className={styles['link']}
      data-state={count > 0 ? props.state : 'none'}
      aria-label={`${t(`control.${props.control}.name`)}, ${t(`state.${props.state}`)}: ${number(count)}`}
    >
      <span className={styles['small-sign']}>
        <StateIcon state={props.state} size={14} />
      </span>
      {number(count)}
    </Link>
  )
}

/** The four counts as one bar; the numbers beside it say the same. */
function StackedBar({ measurement }: { measurement: MeasurementView }) {
  return (
    <div className={styles['stack']} aria-hidden>
      {verdictStates.map((state) => (
        <div
          key={state}
          data-state={state}
          style={{ flexGrow: countOf(measurement, state) }}
          hidden={countOf(measurement, state) === 0}
        />
      ))}
    </div>
  )
}

function countOf(measurement: MeasurementView, state: VerdictState): number {
  return state === 'not-applicable' ? measurement.notApplicable : measurement[state]
}
