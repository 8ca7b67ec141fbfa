import { spawn } from 'node:child_process'
import { text as textOf } from 'node:stream/consumers'

/** Accounts and processes of its own for one shell and what it starts; those of the machine are never touched. */
const apart = ['-m', '-p', '-f', '--mount-proc', '--propagation', 'private', 'sh', '-s']
const prepare = `set -eu
copy=$(mktemp -d); trap 'rm -rf "$copy"' EXIT
cp -a /etc "$copy/etc"; mount --bind "$copy/etc" /etc
`

/** Runs a script of the shell with an /etc of its own, and answers what it printed. */
export async function inPrivateEtc(script: string): Promise<{ stdout: string; stderr: string }> {
  const child = spawn('unshare', apart, { stdio: 'pipe', timeout: 100_000 })
  // By the input and not as an argument: some tests read the arguments of every process.
  child.stdin.end(`${prepare}${script}\n`)
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const [stdout, stderr] = await Promise.all([textOf(child.stdout), textOf(child.stderr)])
  const exitCode = await ended
  if (exitCode !== 0) throw new Error(`exit code ${exitCode}: ${stderr.slice(-2_000)}`)
  return { stdout, stderr }
}

/** Why this machine cannot give a shell an /etc of its own; null: it can. */
export async function whyNoPrivateEtc(): Promise<string | null> {
  if (process.platform !== 'linux') return 'accounts of Linux'
  if (process.getuid?.() !== 0) return 'only root makes accounts'
  return inPrivateEtc('true').then(
    () => null,
    () => 'no namespace may be made here',
  )
}
