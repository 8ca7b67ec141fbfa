import type { Kysely } from 'kysely'

/** Results of checks of devices by time, by device and by authorisation, so that no list of them reads them all. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  const indexes = {
    device_check_result_by_time: ['checked_ms', 'host_id', 'mac'],
    device_check_result_by_entry: ['entry_id', 'received_ms'],
    device_check_result_by_authorisation: ['authorisation_id', 'entry_id'],
  }
  for (const [name, columns] of Object.entries(indexes)) {
    await schema.createIndex(name).on('device_check_result').columns(columns).execute()
  }
}
