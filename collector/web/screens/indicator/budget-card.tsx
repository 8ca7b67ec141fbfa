import { Group, NumberInput } from '@mantine/core'
import { useState } from 'react'
import type { IndicatorDetailView, ShortfallView } from '#protocol/plan-views.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { IndicatorFile } from './indicator-file.tsx'
import styles from './indicator.module.css'

const vndInMillion = 1_000_000
const priceMax = 1_000_000_000

/** Lines of the budget by name. A sum appears only after somebody typed what one licence costs. */
export function BudgetCard(props: {
  detail: IndicatorDetailView
  shortfall: ShortfallView
  areLicencesMissing: boolean
}) {
  const { detail, shortfall, areLicencesMissing } = props
  const { t, number } = useSpeech()
  const [price, setPrice] = useState<number | null>(null)
  const unit = shortfall.budgetLines[0]?.unit ?? ''
  const missing = shortfall.agencies.reduce(
    (sum, { machinesWithoutLicence }) => sum + (machinesWithoutLicence ?? 0),
    0,
  )
  const unknown = shortfall.agencies.reduce((sum, { machinesUnknown }) => sum + machinesUnknown, 0)
  const heads = [t('one.budget.line'), t('one.budget.lead'), t('one.budget.total', { unit })]
  return (
    <Card
      title={t('one.budget')}
      aside={
        <Group gap="sm">
          {t('one.budget.note')}
          <IndicatorFile route="exportBudget" detail={detail} />
        </Group>
      }
      isFlush
    >
      <RowsTable name={t('one.budget')} heads={heads}>
        {shortfall.budgetLines.map((line) => (
          <tr key={line.id}>
            <th scope="row">
              {line.name}
              <small>{line.section}</small>
            </th>
            <td>{line.lead}</td>
            <td>{number(line.total)}</td>
          </tr>
        ))}
      </RowsTable>
      {areLicencesMissing && missing > 0 && (
        <div className={styles['price']}>
          <NumberInput
            size="sm"
            label={t('one.budget.price')}
            min={0}
            max={priceMax}
            allowDecimal={false}
            thousandSeparator="."
            decimalSeparator=","
            value={price ?? ''}
            onChange={(value) => setPrice(typeof value === 'number' ? value : null)}
          />
          {price !== null && (
            <p role="status">
              {t(unknown === 0 ? 'one.budget.estimate' : 'one.budget.estimate.at-least', {
                count: number(missing),
                money: number((missing * price) / vndInMillion, 1),
                unknown: number(unknown),
              })}
            </p>
          )}
        </div>
      )}
    </Card>
  )
}
