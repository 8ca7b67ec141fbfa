import { checkout, runTool } from './tool.ts'

export type GateResult = { passed: boolean; output: string }

/** One check of a whole checkout. A red gate says what it found, one finding a line where its tool can. */
export type Gate = {
  readonly name: string
  readonly what: string
  run(folder?: string, more?: readonly string[]): Promise<GateResult>
}

function gate(name: string, what: string, command: readonly [string, ...string[]]): Gate {
  return {
    name,
    what,
    async run(folder = checkout, more = []) {
      const { exitCode, output } = await runTool([...command, ...more], { cwd: folder })
      return { passed: exitCode === 0, output }
    },
  }
}

/** Every gate by its name, in the order in which they run: the quickest first. */
export const gates = {
  schema: gate('schema', 'docs/*.json say what protocol/ says (npm run schema writes them)', [
    'node',
    'scripts/schema.mjs',
    '--check',
  ]),
  lint: gate('lint', 'oxlint, with the import rules', ['oxlint', '--format', 'unix']),
  types: gate('types', 'tsc', ['tsc', '-p', '.', '--pretty', 'false']),
  unused: gate('unused', 'knip: files, exports and dependencies that nobody uses', [
    'knip',
    '--no-progress',
    '--reporter',
    'compact',
  ]),
  format: gate('format', 'prettier', ['prettier', '--check', '--log-level', 'warn', '.']),
  tests: gate('tests', 'vitest without the journeys (npm test runs all)', [
    'vitest',
    'run',
    '--exclude',
    'tests/journeys/**',
  ]),
} as const satisfies Record<string, Gate>
