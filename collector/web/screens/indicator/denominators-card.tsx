import type { IndicatorDetailView } from '#protocol/plan-views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { LowerBoundMark } from '../../parts/lower-bound-mark.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { VerdictMark } from '../../parts/verdict-mark.tsx'
import { IndicatorFile } from './indicator-file.tsx'
import { useFigureWords } from './figure-words.ts'

/** The same machines seen from four sides, class by class, and the classes apart where the plan names them. */
export function DenominatorsCard({ detail }: { detail: IndicatorDetailView }) {
  const { t, number } = useSpeech()
  const heads = [
    'class',
    'declared',
    'enrolled',
    'reporting',
    'never',
    'unregistered',
    'population',
  ] as const
  return (
    <>
      <Card
        title={t('one.denominators')}
        aside={<IndicatorFile route="exportDenominators" detail={detail} />}
        isFlush
      >
        <RowsTable
          name={t('one.denominators')}
          heads={heads.map((head) => t(`one.denominators.${head}`))}
        >
          {detail.denominators.map(({ class: one, denominator, lowerBoundBecause }) => (
            <tr key={one}>
              <th scope="row">{t(`class.${one}`)}</th>
              <td>
                {denominator.declared === null ? '—' : number(denominator.declared)}
                {denominator.isUnderDeclared && (
                  <small>{t('one.denominators.under-declared')}</small>
                )}
              </td>
              <td>{number(denominator.enrolled)}</td>
              <td>{number(denominator.reporting)}</td>
              <td>{number(denominator.neverEnrolled)}</td>
              <td>{number(denominator.unregistered)}</td>
              <td>
                {denominator.isLowerBound && <LowerBoundMark isSign because={lowerBoundBecause} />}
                {number(denominator.population)}
              </td>
            </tr>
          ))}
        </RowsTable>
      </Card>
      {detail.classes.length > 0 && <ClassesCard detail={detail} />}
    </>
  )
}

function ClassesCard({ detail }: { detail: IndicatorDetailView }) {
  const { t, number } = useSpeech()
  const words = useFigureWords(detail.indicator)
  const heads = [
    t('one.denominators.class'),
    t('one.agencies.figure'),
    t('one.agencies.parts'),
    t('one.agencies.unknown'),
    t('one.agencies.verdict'),
  ]
  return (
    <Card
      title={t('one.classes')}
      aside={<IndicatorFile route="exportIndicatorClasses" detail={detail} />}
      isFlush
    >
      <RowsTable name={t('one.classes')} heads={heads} size="narrow">
        {detail.classes.map((one) => (
          <tr key={one.class}>
            <th scope="row">{t(`class.${one.class}`)}</th>
            <td>{words.figureOf(one.worst)}</td>
            <td>{words.partsOf(one.worst)}</td>
            <td>{number(one.counts?.unknown ?? 0)}</td>
            <td>
              <VerdictMark verdict={one.verdict} />
            </td>
          </tr>
        ))}
      </RowsTable>
    </Card>
  )
}
