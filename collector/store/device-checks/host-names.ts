import type { Db } from '../schema.ts'

/** The names of the machines that an authorisation names, by their id; not of all the province has. */
export async function readHostNames(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('host')
    .select(['id', 'hostname'])
    .where('id', 'in', (from) => from.selectFrom('device_check_authorisation').select('host_id'))
    .execute()
  return new Map(rows.map((one) => [one.id, one.hostname]))
}
