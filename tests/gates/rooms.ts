import { dirname } from 'node:path'
import { importsOf, resolveImport, type Source, type Trouble } from './sources.ts'

/**
 * Who may import whom, as the design has it. A room is the longest of these paths that a file lies under, or the
 * file of that name; it may import itself and the rooms named here. `*` wires: main files, commands, scripts and tests.
 */
const mayImport: Readonly<Record<string, readonly string[] | '*'>> = {
  protocol: [],
  agent: ['protocol', 'collector/i18n'],
  // The entry of a checkout alone; what is shipped begins at main.ts.
  'agent/bin.mjs': '*',
  'collector/i18n': ['protocol'],
  'collector/web': ['protocol', 'collector/i18n'],
  // How the pages are built; nothing of it is shipped.
  'collector/web/vite.config.ts': '*',
  'collector/plans': [],
  'collector/catalogue': [],
  'collector/domain': ['protocol', 'collector/plans', 'collector/catalogue'],
  'collector/store': ['protocol', 'collector/domain', 'collector/deps.ts'],
  'collector/deps.ts': ['protocol', 'collector/domain', 'collector/store'],
  'collector/own-files.ts': [],
  'collector/one-job-thread.ts': ['collector/own-files.ts'],
  'collector/pki': ['protocol', 'collector/deps.ts'],
  'collector/gateway': ['protocol', 'collector/domain', 'collector/store', 'collector/deps.ts'],
  'collector/ingest': ['protocol', 'collector/domain', 'collector/store', 'collector/deps.ts'],
  'collector/jobs': ['protocol', 'collector/domain', 'collector/store', 'collector/deps.ts'],
  'collector/directories': ['protocol', 'collector/deps.ts'],
  'collector/config-file.ts': ['protocol'],
  'collector/backup': [
    'protocol',
    'collector/domain',
    'collector/store',
    'collector/deps.ts',
    'collector/config-file.ts',
  ],
  'collector/packages': ['protocol', 'collector/deps.ts'],
  'collector/releases': ['protocol', 'collector/domain', 'collector/store', 'collector/deps.ts'],
  'collector/sheets': [],
  'collector/imports': [
    'protocol',
    'collector/domain',
    'collector/i18n',
    'collector/one-job-thread.ts',
  ],
  'collector/reports': [
    'protocol',
    'collector/domain',
    'collector/store',
    'collector/i18n',
    'collector/one-job-thread.ts',
    'collector/sheets',
  ],
  'collector/api': [
    'protocol',
    'collector/domain',
    'collector/store',
    'collector/deps.ts',
    'collector/i18n',
    'collector/imports',
    'collector/reports',
    'collector/sheets',
  ],
  collector: '*',
  scripts: '*',
  tests: '*',
}

const rooms = Object.keys(mayImport).sort((left, right) => right.length - left.length)

function roomOf(path: string): string | null {
  const isIn = (room: string) => [room, `${room}.ts`].includes(path) || path.startsWith(`${room}/`)
  return rooms.find(isIn) ?? null
}

/** Imports that go against the table, by whatever spelling; and relative ones that leave their room. */
export function importTroubles(source: Source): Trouble[] {
  const room = roomOf(source.path)
  const allowed = room === null ? '*' : mayImport[room]
  return importsOf(source).flatMap(({ specifier, line }) => {
    const target = resolveImport(source, specifier)
    const where = `${source.path}:${line}`
    if (target === null) return []
    const targetRoom = roomOf(target)
    if (targetRoom === null || targetRoom === room) return []
    if (allowed !== '*' && !allowed?.includes(targetRoom)) {
      return [{ rule: 'import-direction', where, says: `${room} may not import ${target}` }]
    }
    const isBeside = dirname(source.path) === dirname(target)
    if (allowed !== '*' && specifier.startsWith('.') && !isBeside) {
      return [{ rule: 'import-by-name', where, says: `write ${specifier} with its # name` }]
    }
    return []
  })
}
