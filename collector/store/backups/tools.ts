import { spawn } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '#protocol/refusals.ts'

type Tool = 'pg_dump' | 'pg_restore'

const printedCharactersMax = 2_000
/** Where Debian, RHEL and others have them; the newest server's first, because an older tool refuses a newer server. */
const places = ['/usr/lib/postgresql/*/bin', '/usr/pgsql-*/bin', '/usr/local/bin', '/usr/bin']

/**
 * Runs a program of PostgreSQL to its end. The password is handed over where other accounts cannot see it.
 * `onOutput` is given what it prints.
 * @throws Refusal BACKUP_TOOL_MISSING, BACKUP_TOOL_FAILED
 */
export async function runTool(
  tool: Tool,
  args: readonly string[],
  { url, onOutput }: { readonly url: string | null; readonly onOutput?: (data: Buffer) => void },
): Promise<void> {
  const program = findTool(tool)
  const { address, password } = url === null ? { address: null, password: '' } : partsOf(url)
  const all = address === null ? args : [...args, `--dbname=${address}`]
  const child = spawn(program, all, {
    env: {
      LC_ALL: 'C',
      PATH: '/usr/bin:/bin',
      ...(password === '' ? {} : { PGPASSWORD: password }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  child.stdout.on('data', (data: Buffer) => onOutput?.(data))
  child.stderr.on('data', (data: Buffer) => {
    printed = (printed + data.toString()).slice(-printedCharactersMax)
  })
  const status = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(code === 0 ? '' : `${signal ?? code}`))
  })
  if (status === '') return
  const detail = printed.trim().split('\n').slice(0, 3).join(' ') || status
  throw new Refusal('BACKUP_TOOL_FAILED', { tool, detail })
}

function findTool(tool: Tool): string {
  const found = places
    .flatMap((place) => globSync(place).sort(newestFirst))
    .map((folder) => join(folder, tool))
    .find((program) => existsSync(program))
  if (found === undefined) throw new Refusal('BACKUP_TOOL_MISSING', { tool })
  return found
}

const versionOf = (folder: string) => Number(/\d+/.exec(folder)?.[0] ?? 0)
const newestFirst = (left: string, right: string) => versionOf(right) - versionOf(left)

function partsOf(url: string): { address: string; password: string } {
  const parsed = new URL(url)
  const password = decodeURIComponent(parsed.password)
  parsed.password = ''
  return { address: parsed.href, password }
}
