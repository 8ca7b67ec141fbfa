import type { Kysely } from 'kysely'

/** By which document the province wrote down what an agency did with its own report; null: the agency did. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('report_event').addColumn('basis', 'text').execute()
  await schema.alterTable('report').addColumn('confirmed_basis', 'text').execute()
  await schema.alterTable('report').addColumn('sent_basis', 'text').execute()
}
