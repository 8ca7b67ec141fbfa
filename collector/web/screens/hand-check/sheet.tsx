import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { HandCheckStep, SampledMachine } from '#protocol/hand-checks.ts'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { LoadFailure } from '../../parts/failure.tsx'
import { ScreenSkeleton } from '../../parts/skeletons.tsx'
import { useTitle } from '../../parts/title.ts'
import { sheetQuery } from './hand-check-queries.ts'
import styles from './sheet.module.css'

/** The sheet to print: machines down, questions across, and every cell empty. */
export function HandCheckSheet() {
  const { t, date, number } = useSpeech()
  const { id } = useParams({ from: '/hand-checks/$id/sheet' })
  const sheet = useQuery(sheetQuery(useApi(), id))
  useTitle(t('hand-check.sheet'))
  const { data } = sheet
  if (!data) {
    if (!sheet.isError) return <ScreenSkeleton />
    return <LoadFailure level={1} error={sheet.error} onRetry={() => void sheet.refetch()} />
  }
  const { check, machines, steps } = data
  const { seed, frameDigest: digest, population } = check
  return (
    <article className={styles['sheet']}>
      <Button
        className="no-print"
        size="xs"
        variant="default"
        leftSection={<IconPrinter size={15} aria-hidden />}
        onClick={() => print()}
      >
        {t('hand-check.sheet.print')}
      </Button>
      <header>
        <h1>{t('hand-check.sheet.title')}</h1>
        <p>
          {check.agencyName ?? t('hand-check.draw.province')} · {date(check.drawnMs)}
        </p>
      </header>
      <p>{t('hand-check.sheet.how')}</p>
      <Machines machines={machines} steps={steps} />
      <Looks steps={steps} />
      <p className={styles['redraw']}>
        {t('hand-check.sheet.redraw', { seed, population: number(population), digest })}
      </p>
      <footer>
        <span>{t('hand-check.sheet.checker')}: …………………………………………</span>
        <span>{t('hand-check.sheet.day')}: ……/……/…………</span>
      </footer>
    </article>
  )
}

type Parts = { machines: readonly SampledMachine[]; steps: readonly HandCheckStep[] }

function Machines({ machines, steps }: Parts) {
  const { t } = useSpeech()
  return (
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label={t('hand-check.sheet')}>
      <table>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{t('hand-check.sheet.machine')}</th>
            <th scope="col">{t('hand-check.sheet.room')}</th>
            {steps.map((step, index) => (
              <th key={step.control} scope="col" title={t(`control.${step.control}.name`)}>
                {index + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {machines.map(({ position, hostName, agencyName, room }) => (
            <tr key={position}>
              <td>{position}</td>
              <td>
                {hostName} <small>{agencyName}</small>
              </td>
              <td>{room ?? ''}</td>
              {steps.map(({ control }) => (
                <td key={control} className={styles['empty']}>
                  {'\u00a0'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Looks({ steps }: Pick<Parts, 'steps'>) {
  const { t, local } = useSpeech()
  return (
    <section>
      <h2>{t('hand-check.sheet.look')}</h2>
      <ol>
        {steps.map(({ control, look }) => (
          <li key={control}>
            <strong>{t(`control.${control}.name`)}.</strong> Windows: {local(look.windows)} Linux:{' '}
            {local(look.linux)}
          </li>
        ))}
      </ol>
    </section>
  )
}
