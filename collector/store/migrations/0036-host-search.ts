import { sql, type Kysely } from 'kysely'
import type { Engine } from '../engine.ts'

/**
 * The names of hosts by each three letters that follow one another, so that a search does not look at every name.
 * SQLite alone, where the thread that searches is the one that answers; PostgreSQL looks through the names beside it.
 * Numbers of their own: those that SQLite gives its rows change when a backup is taken. Triggers keep the index, so that
 * nothing that writes a name can forget it.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  if (engine !== 'sqlite') return
  await sql`
    create table host_number (
      number integer primary key,
      host_id text not null unique references host (id) on delete cascade)`.execute(db)
  await sql`
    create virtual table host_search using fts5 (
      folded, tokenize = 'trigram', detail = none, content = '')`.execute(db)
  await sql`insert into host_number (host_id) select id from host`.execute(db)
  await sql`
    insert into host_search (rowid, folded)
    select n.number, h.search_folded from host_number n join host h on h.id = n.host_id`.execute(db)
  const add = sql`
    insert into host_search (rowid, folded)
    select number, new.search_folded from host_number where host_id = new.id`
  const remove = sql`
    insert into host_search (host_search, rowid, folded)
    select 'delete', number, old.search_folded from host_number where host_id = old.id`
  await sql`
    create trigger host_search_added after insert on host begin
      insert into host_number (host_id) values (new.id);
      ${add};
    end`.execute(db)
  await sql`
    create trigger host_search_changed after update of search_folded on host
    when old.search_folded <> new.search_folded begin
      ${remove};
      ${add};
    end`.execute(db)
  await sql`
    create trigger host_search_removed before delete on host begin
      ${remove};
    end`.execute(db)
}
