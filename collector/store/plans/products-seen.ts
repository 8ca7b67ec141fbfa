import { sql } from 'kysely'
import { factsRegistry } from '#protocol/facts/registry.ts'
import type { EpochMs } from '#protocol/values.ts'
import type { SeenProduct } from '#domain/shortfall.ts'
import type { Db } from '../schema.ts'

/**
 * How many machines of each agency reported each antivirus product in their newest answer up to a moment. Products
 * as the agents name them: a name that no catalogue knows stands by itself.
 */
export async function readProductsSeen(db: Db, cutOffMs: EpochMs): Promise<SeenProduct[]> {
  const { rows } = await sql<{ agency_id: string; body: string }>`
    select h.agency_id as agency_id, f.body as body
    from host h join fact f on f.host_id = h.id and f.probe = 'antivirus'
    where f.from_ms <= ${cutOffMs} and f.id = (
      select max(n.id) from fact n
      where n.host_id = h.id and n.probe = 'antivirus' and n.from_ms <= ${cutOffMs})`.execute(db)
  const seen = new Map<string, SeenProduct>()
  for (const { agency_id: agencyId, body } of rows) {
    for (const { product: productId, name: productName } of productsIn(body)) {
      const key = `${agencyId} ${productId}`
      const machines = (seen.get(key)?.machines ?? 0) + 1
      seen.set(key, { agencyId, productId, productName, machines })
    }
  }
  return [...seen.values()]
}

/** Each product of a machine once; none where the agent could not look. */
function productsIn(body: string): { product: string; name: string }[] {
  const stored: unknown = JSON.parse(body)
  if (typeof stored !== 'object' || stored === null || !('facts' in stored)) return []
  const parsed = factsRegistry.antivirus.facts.safeParse(stored.facts)
  if (!parsed.success) return []
  return [...new Map(parsed.data.products.map((one) => [one.product, one])).values()]
}
