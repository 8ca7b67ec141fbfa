import { z } from 'zod'
import budgetLinesJson from '#collector/plans/budget-lines.json' with { type: 'json' }

const count = z.int().min(0)

const row = z.strictObject({
  id: z.string(),
  planId: z.string(),
  section: z.string(),
  /** As the annex prints it. */
  name: z.string(),
  lead: z.string(),
  total: count,
  firstYear: count,
  carried: count.nullable(),
  uses: z.array(
    z.enum(['licences', 'firewalls', 'systems', 'monitoring', 'network', 'training', 'inspection']),
  ),
  /** The levels whose agencies it is for; null: every one. */
  levels: z.array(z.string()).nullable(),
  /** The one body that it is for; null: several. */
  body: z.string().nullable(),
})
export type BudgetLine = z.infer<typeof row>

const budgetLinesFile = z.strictObject({
  document: z.string(),
  unit: z.string(),
  rows: z.array(row),
})

const file = budgetLinesFile.parse(budgetLinesJson)

/** In what the lines count. */
export const budgetUnit = file.unit

/**
 * Lines of the budget that name what is missing. They mix antivirus with LANs and repairs, so a line is named and
 * never said to cover anything.
 */
export const budgetLines: readonly BudgetLine[] = file.rows
