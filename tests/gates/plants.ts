/** A violation, where it is put, and the word by which its gate names it. */
export type Plant = {
  /** Name of a file in `tests/planted`, without its ending. */
  readonly plant: string
  /** The folder into which it is put under its own name. */
  readonly into: string
  readonly says: string
}

const imports = 'no-restricted-imports'
const globals = 'no-restricted-globals'
const properties = 'no-restricted-properties'

/** What oxlint must refuse. */
export const lintPlants: readonly Plant[] = [
  { plant: 'protocol-imports-node', into: 'protocol', says: imports },
  { plant: 'protocol-reads-process', into: 'protocol', says: globals },
  { plant: 'agent-imports-collector', into: 'agent', says: imports },
  { plant: 'agent-imports-package', into: 'agent', says: imports },
  { plant: 'domain-imports-store', into: 'collector/domain', says: imports },
  { plant: 'domain-imports-store-by-path', into: 'collector/domain', says: imports },
  { plant: 'domain-imports-node', into: 'collector/domain', says: imports },
  { plant: 'domain-reads-clock', into: 'collector/domain', says: properties },
  { plant: 'domain-throws-dice', into: 'collector/domain', says: properties },
  { plant: 'domain-promises', into: 'collector/domain', says: globals },
  { plant: 'gateway-imports-ingest', into: 'collector/gateway', says: imports },
  { plant: 'ingest-imports-gateway', into: 'collector/ingest', says: imports },
  { plant: 'api-imports-jobs', into: 'collector/api', says: imports },
  { plant: 'jobs-imports-api', into: 'collector/jobs', says: imports },
  { plant: 'api-imports-kysely', into: 'collector/api', says: imports },
  { plant: 'api-imports-kysely', into: 'collector', says: imports },
  { plant: 'store-imports-api', into: 'collector/store', says: imports },
  { plant: 'sheets-imports-domain', into: 'collector/sheets', says: imports },
  { plant: 'directories-imports-store', into: 'collector/directories', says: imports },
  { plant: 'i18n-imports-store', into: 'collector/i18n', says: imports },
  { plant: 'web-imports-node', into: 'collector/web', says: imports },
  { plant: 'web-imports-store', into: 'collector/web', says: imports },
  { plant: 'web-reads-process', into: 'collector/web', says: globals },
  { plant: 'reads-environment', into: 'agent', says: properties },
  { plant: 'reads-environment', into: 'collector', says: properties },
  { plant: 'cycle-first', into: 'agent', says: 'no-cycle' },
  { plant: 'cycle-second', into: 'agent', says: 'no-cycle' },
  { plant: 'says-any', into: 'agent', says: 'no-explicit-any' },
  { plant: 'silences-compiler', into: 'agent', says: 'ban-ts-comment' },
  { plant: 'swallows-error', into: 'agent', says: 'no-empty' },
  { plant: 'prints', into: 'collector', says: 'no-console' },
  { plant: 'leaves-todo', into: 'agent', says: 'no-warning-comments' },
  { plant: 'four-parameters', into: 'agent', says: 'max-params' },
  { plant: 'default-export', into: 'agent', says: 'no-default-export' },
  { plant: 'focused.test', into: 'tests', says: 'no-focused-tests' },
]

/** What tsc must refuse. */
export const typePlants: readonly Plant[] = [
  { plant: 'wrong-type', into: 'agent', says: 'TS2322' },
  { plant: 'unchecked-index', into: 'protocol', says: 'TS2322' },
]

/** A text of the checkout, changed so that another file has to answer for it. */
export type Edit = {
  readonly what: string
  readonly path: string
  readonly from: string
  readonly to: string
  /** The file that tsc then names. */
  readonly names: string
}

/** What must not compile: something that was added in one place and is missing in another. */
export const typeEdits: readonly Edit[] = [
  {
    what: 'a sentence that is missing in English',
    path: 'collector/i18n/en/refusals.ts',
    from: "'refusal.NOT_SIGNED_IN'",
    to: "'refusal.PLANTED'",
    names: 'collector/i18n/en/refusals.ts',
  },
  {
    what: 'a refusal without a sentence',
    path: 'protocol/refusals.ts',
    from: '  NOT_FOUND:',
    to: '  PLANTED: { status: 404, close: null },\n  NOT_FOUND:',
    names: 'collector/i18n/vi/refusals.ts',
  },
  {
    what: 'a control without its code',
    path: 'protocol/controls.ts',
    from: "  'patched',\n",
    to: "  'patched',\n  'planted',\n",
    names: 'collector/domain/controls/registry.ts',
  },
  {
    what: 'a probe without its reader',
    path: 'protocol/facts/registry.ts',
    from: '  agent,\n}',
    to: '  agent,\n  planted: agent,\n}',
    names: 'agent/probes/registry.ts',
  },
  {
    what: 'a route without its handler',
    path: 'protocol/routes.ts',
    from: '  openapi: {',
    to: "  planted: { method: 'GET', path: '/api/planted', access: 'public', summary: '', output: z.unknown() },\n  openapi: {",
    names: 'collector/api/registry.ts',
  },
]

/** What the style rules of `tidy.test.ts` must refuse, by the name of the rule. */
export const tidyPlants: readonly Plant[] = [
  { plant: 'domain-imports-store', into: 'collector/domain', says: 'import-direction' },
  { plant: 'domain-imports-store-by-path', into: 'collector/domain', says: 'import-direction' },
  { plant: 'gateway-imports-ingest', into: 'collector/gateway', says: 'import-direction' },
  { plant: 'store-imports-api', into: 'collector/store', says: 'import-direction' },
  { plant: 'sheets-imports-domain', into: 'collector/sheets', says: 'import-direction' },
  { plant: 'directories-imports-store', into: 'collector/directories', says: 'import-direction' },
  { plant: 'web-imports-store', into: 'collector/web', says: 'import-direction' },
  { plant: 'domain-imports-store-by-path', into: 'collector/api', says: 'import-by-name' },
  { plant: 'domain-waits', into: 'collector/domain', says: 'domain-is-pure' },
  { plant: 'api-writes-sql', into: 'collector/api', says: 'sql-only-in-store' },
  { plant: 'web-asks-beside-the-contract', into: 'collector/web', says: 'web-asks-by-contract' },
  { plant: 'web-asks-day-of-browser', into: 'collector/web', says: 'days-as-in-the-province' },
  { plant: 'tone-on-second-vowel', into: 'collector/i18n', says: 'tone-on-first-vowel' },
  { plant: 'banner', into: 'agent', says: 'no-banner' },
  { plant: 'commented-out-code', into: 'agent', says: 'no-commented-out-code' },
  { plant: 'focused.test', into: 'tests', says: 'no-skipped-test' },
  { plant: 'outboxHelper', into: 'agent', says: 'file-name' },
  { plant: 'utils', into: 'agent', says: 'file-name' },
]
