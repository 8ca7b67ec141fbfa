import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { Refusal } from '#protocol/refusals.ts'
import { countChainFaults, readContent, type CopiedContent } from '#store/backups/copied.ts'
import { countDumpedRows } from '#store/backups/copy-postgres.ts'
import { findDamage } from '#store/backups/copy-sqlite.ts'
import { atOneMoment } from '#store/sqlite.ts'
import { databaseParts, type Manifest } from './form.ts'

/**
 * Looks whether an unpacked backup holds a whole database with the rows and the heads that it says. A dump of
 * PostgreSQL is read from end to end and its rows are counted; more is known only when it is restored.
 * @throws Refusal BACKUP_NOT_GOOD, and those of the programs of PostgreSQL
 */
export async function checkContent(folder: string, manifest: Manifest): Promise<void> {
  const { content, engine } = manifest
  const file = join(folder, databaseParts[engine])
  if (engine === 'postgres') {
    checkRows(await countDumpedRows(file), content.rows)
    return
  }
  const [damage] = findDamage(file)
  if (damage !== undefined) throw notGood(damage)
  const held = await readSqliteContent(file)
  checkRows(held.rows, content.rows)
  if (!isDeepStrictEqual(held, content)) throw notGood('other heads of its chains')
}

/** Links of both chains in an unpacked database that are not as they were written. */
export const countFaults = (file: string): Promise<number> =>
  atOneMoment(file, (db) => countChainFaults(db))

/** What a copy holds that nobody writes to. */
export const readSqliteContent = (file: string): Promise<CopiedContent> =>
  atOneMoment(file, (db) => readContent(db, 'sqlite'))

function checkRows(held: CopiedContent['rows'], expected: CopiedContent['rows']): void {
  for (const name of new Set([...Object.keys(held), ...Object.keys(expected)])) {
    const counts = [held[name] ?? 'none', expected[name] ?? 'none']
    if (counts[0] !== counts[1]) throw notGood(`${name}: ${counts[0]} rows, not ${counts[1]}`)
  }
}

const notGood = (detail: string) => new Refusal('BACKUP_NOT_GOOD', { detail })
