import { IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { reasonText } from '#i18n/reason-text.ts'
import type { MondayAgency as Agency, MondayMachine } from '#protocol/monday.ts'
import { remedyOf } from '#protocol/remedies.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { Notice } from '../../parts/notice.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { VerdictMark } from '../../parts/verdict-mark.tsx'
import { useMay } from '../../permission.ts'
import { Late } from './monday-head.tsx'
import { mondayAgencyQuery } from './monday-queries.ts'
import { MarkedFigure } from './marked-figure.tsx'
import { NothingFrozen } from './nothing-frozen.tsx'
import { Sheet } from './sheet-frame.tsx'
import styles from './monday.module.css'

/** One page for an agency: ten machines first. */
export function MondayAgency() {
  const { t } = useSpeech()
  const { agency } = useParams({ from: '/monday/$agency' })
  const search = useSearch({ from: '/monday/$agency' })
  const may = useMay()
  const sheet = useQuery(mondayAgencyQuery(useApi(), agency, search))
  useTitle(t('nav.monday'))
  if (!sheet.data) {
    if (!sheet.isError) return <ScreenSkeleton />
    return <LoadFailure level={1} error={sheet.error} onRetry={() => void sheet.refetch()} />
  }
  const { sheet: data } = sheet.data
  if (data === null) return <NothingFrozen />
  return (
    <Sheet
      title={t('monday.agency', { name: data.agency.name })}
      sheet={data}
      aside={
        may('mondayHead') && (
          <Link to="/monday" search={{ plan: search.plan }}>
            {t('monday.head')}
          </Link>
        )
      }
    >
      <Figures figures={data.figures} />
      <Machines sheet={data} />
      {data.late.length > 0 && <Late late={data.late} total={data.late.length} />}
    </Sheet>
  )
}

function Figures({ figures }: Pick<Agency, 'figures'>) {
  const { t, local } = useSpeech()
  return (
    <section>
      <h2>{t('monday.figures')}</h2>
      <ul className={styles['columns']}>
        {figures.map(({ indicator, ...figure }) => (
          <li key={indicator.id}>
            {local(indicator.name)}: <MarkedFigure indicator={indicator} figure={figure} isStrong />{' '}
            <VerdictMark verdict={figure.verdict} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Machines({ sheet }: { sheet: Agency }) {
  const { t, number } = useSpeech()
  const { machines, machinesTotal, agency } = sheet
  if (machines.length === 0) {
    return (
      <Notice icon={IconCircleCheck} title={t('monday.machines.nothing')}>
        {t('monday.machines.nothing.why')}
      </Notice>
    )
  }
  const heads = ['machine', 'room', 'cause', 'fix', 'gain'] as const
  return (
    <section>
      <h2>{t('monday.machines')}</h2>
      <p>
        <Link
          to="/monday/$agency"
          params={{ agency: agency.id }}
          search={(before) => ({ ...before, all: 'yes' })}
        >
          {t('monday.machines.total', { count: number(machinesTotal) })}
        </Link>
      </p>
      <div className={styles['scroll']} tabIndex={0} role="group" aria-label={t('monday.machines')}>
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {t(`monday.column.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {machines.map((machine) => (
              <MachineRow key={machine.id} machine={machine} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function MachineRow({ machine }: { machine: MondayMachine }) {
  const { t, number } = useSpeech()
  const { kind, id, name, room, total } = machine
  // Cut, never rounded up: a sheet does not promise more than the plan will show.
  const points = Math.floor((total.numerator * 10_000) / total.denominator) / 100
  return (
    <tr>
      <td>
        {kind === 'host' ? (
          <Link to="/hosts/$id" params={{ id }}>
            {name}
          </Link>
        ) : (
          name
        )}
      </td>
      <td>{room ?? '—'}</td>
      <td>
        <Causes machine={machine} />
      </td>
      <td>
        <Fix machine={machine} />
      </td>
      <td>{total.numerator > 0 && t('monday.points', { points: `+${number(points, 2)}` })}</td>
    </tr>
  )
}

const isSilent = ({ causes }: MondayMachine) =>
  causes.some(({ reason }) => reason === 'host-silent' || reason === 'host-never-reported')

function Causes({ machine }: { machine: MondayMachine }) {
  const speech = useSpeech()
  const { t } = speech
  if (machine.kind === 'machine') return <>{t('monday.never-enrolled')}</>
  const sentences = machine.causes.map(({ control, reason: key, params }) =>
    key === '' ? t(`control.${control}.name`) : reasonText(speech, { key, params }),
  )
  return <>{[...new Set(sentences)].join(' ')}</>
}

function Fix({ machine }: { machine: MondayMachine }) {
  const { t } = useSpeech()
  if (machine.kind === 'machine') return <>{t('monday.fix.enrol')}</>
  if (isSilent(machine)) return <>{t('monday.fix.silent')}</>
  const [first] = machine.causes
  const remedy = first && remedyOf(first.state, first.reason)
  return <>{remedy && t(`remedy.${remedy}.steps`)}</>
}
