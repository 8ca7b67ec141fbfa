import { sql, type RawBuilder } from 'kysely'
import type { Store } from '#collector/deps.ts'
import type { ProductAlias, ProductQueue, UnknownProduct } from '#protocol/judging-views.ts'
import { Refusal } from '#protocol/refusals.ts'
import { recordAudit, type Actor } from './audit.ts'
import { foldForSearch } from './fold.ts'
import { holds, population, type Scope, type Viewpoint } from './population.ts'
import type { Db } from './schema.ts'

const namesMax = 200
const agenciesMax = 6

/** What was said of a product name; `product` null: it is no antivirus. */
export type Alias = { readonly name: string; readonly product: string | null }

/** Every alias, for the context by which hosts are judged. */
export async function listAliases(db: Db): Promise<Alias[]> {
  const rows = await db
    .selectFrom('product_alias')
    .select(['name', 'product_id'])
    .orderBy('name_folded')
    .execute()
  return rows.map(({ name, product_id }) => ({ name, product: product_id }))
}

/** The condition that host `p` tells a product of this name that no catalogue has. */
export function tellsProduct(view: Viewpoint, name: string): RawBuilder<unknown> {
  return sql`exists (
    select 1 from host_product hp where hp.host_id = p.id
      and hp.name_folded = ${foldForSearch(name)} and ${holds(view, 'hp')})`
}

type NameRow = { name: string; folded: string; hosts: number; firstSeenMs: number }

/** Names that wait for somebody, and what was said of others; hosts are counted as their lists count them. */
export async function readQueue(
  { reader }: Pick<Store, 'reader'>,
  scope: Scope,
  shownMax = namesMax,
): Promise<ProductQueue> {
  const view: Viewpoint = { scope, asOfMs: null }
  const { rows } = await sql<NameRow>`
    select min(hp.name) as name, hp.name_folded as folded, count(*) as hosts,
      min(hp.from_ms) as "firstSeenMs"
    from host_product hp join ${population(view, 'counted')} p on p.id = hp.host_id
    where hp.until_ms is null
    group by hp.name_folded order by count(*) desc, hp.name_folded`.execute(reader)
  const aliases = await reader
    .selectFrom('product_alias')
    .selectAll()
    .orderBy('decided_ms', 'desc')
    .orderBy('id')
    .execute()
  const hostsOf = new Map(rows.map(({ folded, hosts }) => [folded, hosts]))
  const placed = new Set(aliases.map(({ name_folded }) => name_folded))
  const waiting = rows.filter(({ folded }) => !placed.has(folded))
  const shown = waiting.slice(0, shownMax)
  const agencies = await agenciesOf(reader, view, shown)
  return {
    unknown: shown.map(({ folded, ...name }): UnknownProduct => ({
      ...name,
      agencies: agencies.get(folded) ?? [],
    })),
    unknownTotal: waiting.length,
    aliases: aliases.map((alias) => aliasView(alias, hostsOf.get(alias.name_folded) ?? 0)),
  }
}

async function agenciesOf(
  reader: Db,
  view: Viewpoint,
  names: readonly NameRow[],
): Promise<ReadonlyMap<string, string[]>> {
  if (names.length === 0) return new Map()
  const { rows } = await sql<{ folded: string; agency: string }>`
    select hp.name_folded as folded, p.agency_name as agency
    from host_product hp join ${population(view, 'counted')} p on p.id = hp.host_id
    where hp.until_ms is null and hp.name_folded in (${sql.join(names.map(({ folded }) => folded))})
    group by hp.name_folded, p.agency_name, p.agency_folded
    order by hp.name_folded, count(*) desc, p.agency_folded`.execute(reader)
  const byName = Map.groupBy(rows, ({ folded }) => folded)
  return new Map(
    [...byName].map(([folded, of]) => [
      folded,
      of.slice(0, agenciesMax).map(({ agency }) => agency),
    ]),
  )
}

type AliasRow = {
  id: string
  name: string
  product_id: string | null
  author: string
  decided_ms: number
}

function aliasView({ id, name, product_id, author, decided_ms }: AliasRow, hosts: number) {
  return { id, name, product: product_id, hosts, author, decidedMs: decided_ms }
}

/** Says what a name means; said before, the newer word stands. */
export async function nameProduct(
  db: Db,
  { name, product }: Alias,
  by: Actor & { readonly author: string; readonly newId: () => string },
): Promise<ProductAlias> {
  const { actor, address, nowMs, author, newId } = by
  const folded = foldForSearch(name)
  return db.transaction().execute(async (trx) => {
    const before = await trx
      .selectFrom('product_alias')
      .selectAll()
      .where('name_folded', '=', folded)
      .executeTakeFirst()
    const row = { id: before?.id ?? newId(), name, product_id: product, author, decided_ms: nowMs }
    await trx
      .insertInto('product_alias')
      .values({ ...row, name_folded: folded })
      .onConflict((conflict) =>
        conflict
          .column('name_folded')
          .doUpdateSet({ product_id: product, author, decided_ms: nowMs }),
      )
      .execute()
    await recordAudit(trx, {
      actor,
      address,
      atMs: nowMs,
      action: 'name-product',
      subject: row.id,
      before: before && { name: before.name, product: before.product_id },
      after: { name, product },
    })
    return aliasView(row, await hostsTelling(trx, folded))
  })
}

async function hostsTelling(trx: Db, folded: string): Promise<number> {
  const { rows } = await sql<{ hosts: number }>`
    select count(*) as hosts
    from host_product hp
    join ${population({ scope: 'all', asOfMs: null }, 'counted')} p on p.id = hp.host_id
    where hp.until_ms is null and hp.name_folded = ${folded}`.execute(trx)
  return rows[0]?.hosts ?? 0
}

/** @throws Refusal NOT_FOUND */
export async function forgetAlias(db: Db, id: string, by: Actor): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const before = await trx
      .deleteFrom('product_alias')
      .where('id', '=', id)
      .returning(['name', 'product_id'])
      .executeTakeFirst()
    if (!before) throw new Refusal('NOT_FOUND')
    await recordAudit(trx, {
      actor: by.actor,
      address: by.address,
      atMs: by.nowMs,
      action: 'forget-product',
      subject: id,
      before: { name: before.name, product: before.product_id },
    })
  })
}
