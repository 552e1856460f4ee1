import { MIGRATIONS, type Migrated } from '../migrations.ts'
import { transaction, type Pool } from './connect.ts'
import { LOG_TABLES } from './draft-log-postgres.ts'

/** Held while the schema is brought up to date: servers that start together do it one after the other. */
const SCHEMA_LOCK = 7_206_292

/** Brings the database to this version's schema, in one transaction. One of a later version is refused, not touched. */
export function migratePostgres(pool: Pool): Promise<Migrated> {
  return transaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [SCHEMA_LOCK])
    await client.query('CREATE TABLE IF NOT EXISTS migrations (version BIGINT PRIMARY KEY, applied_at TEXT NOT NULL)')
    const { rows } = await client.query<{ version: number }>('SELECT count(*) AS version FROM migrations')
    const from = rows[0]!.version
    if (from > MIGRATIONS.length)
      return { ok: false, reason: `The data were written by a newer version of Travaux (schema ${from}).` }
    for (const [index, step] of MIGRATIONS.slice(from).entries()) {
      await client.query(inPostgres(step))
      await client.query('INSERT INTO migrations (version, applied_at) VALUES ($1, $2)', [
        from + index + 1,
        new Date().toISOString(),
      ])
    }
    await client.query(LOG_TABLES)
    return { ok: true }
  })
}

/**
 * A step of the schema's history, which is written for SQLite, in Postgres' words. The two differ in names of types, in what SQLite
 * must be told to be strict, and in triggers, of which the schema has one kind: those that forbid.
 */
export function inPostgres(step: string): string {
  return step
    .replaceAll(/\)\s*STRICT(?:,\s*WITHOUT ROWID)?/g, ')')
    .replaceAll(/\bBLOB\b/g, 'BYTEA')
    .replaceAll(/\bINTEGER\b/g, 'BIGINT')
    .replaceAll("strftime ('%Y-%m-%dT%H:%M:%fZ')", `to_char(now() AT TIME ZONE 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)
    .replaceAll(
      /CREATE TRIGGER (\w+) BEFORE (UPDATE|DELETE) ON (\w+) BEGIN SELECT RAISE \(ABORT, ('[^']*')\); END;/g,
      (_all, name: string, event: string, table: string, message: string) =>
        `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION ${message}; END $$;
         CREATE TRIGGER ${name} BEFORE ${event} ON ${table} FOR EACH ROW EXECUTE FUNCTION ${name}();`,
    )
}
