import { sql, type Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { Refusal } from '#protocol/refusals.ts'
import type { Engine } from './engine.ts'
import { up as spine } from './migrations/0001-spine.ts'
import { up as reads } from './migrations/0002-reads.ts'
import { up as posture } from './migrations/0003-posture.ts'
import { up as settingsAndCatalogues } from './migrations/0004-settings-and-catalogues.ts'
import { up as organisations } from './migrations/0005-organisations.ts'
import { up as register } from './migrations/0006-register.ts'
import { up as imports } from './migrations/0007-imports.ts'
import { up as snapshots } from './migrations/0009-snapshots.ts'
import { up as reports } from './migrations/0010-reports.ts'
import { up as duties } from './migrations/0011-duties.ts'
import { up as access } from './migrations/0012-access.ts'
import { up as scope } from './migrations/0013-scope.ts'
import { up as people } from './migrations/0014-people.ts'
import { up as auditChain } from './migrations/0015-audit-chain.ts'
import { up as work } from './migrations/0016-work.ts'
import { up as factBundles } from './migrations/0020-fact-bundles.ts'
import { up as hostNotes } from './migrations/0021-host-notes.ts'
import { up as hostOrder } from './migrations/0022-host-order.ts'
import { up as roleContacts } from './migrations/0025-role-contacts.ts'
import { up as writtenForOthers } from './migrations/0027-written-for-others.ts'
import { up as repeatsAndRevisions } from './migrations/0028-repeats-and-revisions.ts'
import { up as waitingMachines } from './migrations/0031-waiting-machines.ts'
import { up as neighbours } from './migrations/0034-neighbours.ts'
import { up as deviceCheckLists } from './migrations/0039-device-check-lists.ts'
import { up as organisationActs } from './migrations/0038-organisation-acts.ts'
import { up as hostSearch } from './migrations/0036-host-search.ts'
import { up as deviceChecks } from './migrations/0035-device-checks.ts'
import { up as devices } from './migrations/0033-devices.ts'
import { up as plans } from './migrations/0008-plans.ts'
import { up as viewsAndPorts } from './migrations/0018-views-and-ports.ts'
import { up as remains } from './migrations/0019-remains.ts'
import { up as backups } from './migrations/0023-backups.ts'
import { up as scriptReports } from './migrations/0030-script-reports.ts'
import { up as releases } from './migrations/0029-releases.ts'
import type { Db } from './schema.ts'

type Up = (db: Kysely<unknown>, engine: Engine) => Promise<void>

/** In the order in which they run; a name is never changed once it was released. */
const migrations: Readonly<Record<string, Up>> = {
  '0001-spine': spine,
  '0002-reads': reads,
  '0003-posture': posture,
  '0004-settings-and-catalogues': settingsAndCatalogues,
  '0005-organisations': organisations,
  '0006-register': register,
  '0007-imports': imports,
  '0008-plans': plans,
  '0009-snapshots': snapshots,
  '0010-reports': reports,
  '0011-duties': duties,
  '0012-access': access,
  '0013-scope': scope,
  '0014-people': people,
  '0015-audit-chain': auditChain,
  '0016-work': work,
  '0018-views-and-ports': viewsAndPorts,
  '0019-remains': remains,
  '0020-fact-bundles': factBundles,
  '0021-host-notes': hostNotes,
  '0022-host-order': hostOrder,
  '0023-backups': backups,
  '0025-role-contacts': roleContacts,
  '0027-written-for-others': writtenForOthers,
  '0028-repeats-and-revisions': repeatsAndRevisions,
  '0029-releases': releases,
  '0030-script-reports': scriptReports,
  '0031-waiting-machines': waitingMachines,
  '0033-devices': devices,
  '0034-neighbours': neighbours,
  '0036-host-search': hostSearch,
  '0038-organisation-acts': organisationActs,
  '0039-device-check-lists': deviceCheckLists,
  '0035-device-checks': deviceChecks,
}

/** Every migration of this version, oldest first. */
export const migrationNames: readonly string[] = Object.keys(migrations)

/**
 * Brings the tables to this version. Each migration is one transaction, so that a start which is killed leaves
 * the tables as they were.
 * @throws Refusal DATABASE_NEWER when a newer version wrote here; nothing was changed.
 */
export async function migrate(db: Db, engine: Engine, database: string): Promise<void> {
  const newer = await findUnknownMigration(db, engine)
  if (newer !== null) throw new Refusal('DATABASE_NEWER', { database, migration: newer })
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(bound(engine)) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

function bound(engine: Engine): Record<string, Migration> {
  return Object.fromEntries(
    Object.entries(migrations).map(([name, up]) => [name, { up: (db) => up(db, engine) }]),
  )
}

/** Reads alone: the tables of a newer version stay as they are. */
async function findUnknownMigration(db: Db, engine: Engine): Promise<string | null> {
  const table =
    engine === 'sqlite'
      ? sql`select name from sqlite_master where type = 'table' and name = 'kysely_migration'`
      : sql`select 1 from pg_class where oid = to_regclass('kysely_migration')`
  const { rows } = await table.execute(db)
  if (rows.length === 0) return null
  const done = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    db,
  )
  return done.rows.find(({ name }) => !Object.hasOwn(migrations, name))?.name ?? null
}
