import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

export type Ran = { readonly exitCode: number | null; readonly output: string }

/** Runs a program of the system as an administrator would, and gives all that it printed. */
export function ran(
  program: string,
  args: readonly string[],
  options: { input?: string; env?: Readonly<Record<string, string>> } = {},
): Ran {
  const finished = spawnSync(program, args, {
    encoding: 'utf8',
    // A shell that is given a socket to read believes that it was called over a network, and runs what that entails.
    stdio: [options.input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    ...(options.input === undefined ? {} : { input: options.input }),
    cwd: '/',
    timeout: 150_000,
    env: {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      LC_ALL: 'C.UTF-8',
      DEBIAN_FRONTEND: 'noninteractive',
      KHIEN_LANGUAGE: 'en',
      ...options.env,
    },
  })
  return { exitCode: finished.status, output: `${finished.stdout}${finished.stderr}` }
}

/** Why packages cannot be installed here; null where they can. */
export function whyNotInstallable(): string | null {
  if (process.getuid?.() !== 0) return 'this needs root'
  if (!existsSync('/usr/bin/dpkg')) return 'dpkg is not here'
  const isThere = ran('dpkg', ['-s', 'khien-agent']).exitCode === 0
  if (isThere || existsSync('/etc/khien') || existsSync('/var/lib/khien-agent')) {
    return 'this machine has a Khiên of its own, which a test must not touch'
  }
  return null
}

/** The rights that a unit leaves to its program, as far as they can be had without systemd. */
export type UnitRun = { readonly child: ChildProcess; output(): string }

/**
 * Starts what the installed unit would: its ExecStart with its environment, with no more capabilities than it leaves.
 * systemd's own sandbox (mounts, filters of system calls) is not in force here. `around` stands before it all.
 */
export function startUnit(unit: string, around: readonly string[] = []): UnitRun {
  const text = readFileSync(`/usr/lib/systemd/system/${unit}`, 'utf8')
  const valueOf = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? ''
  const [program = '', ...args] = valueOf('ExecStart').split(' ')
  const settings = [...text.matchAll(/^Environment=(.*)$/gm)]
    .flatMap(([, pairs = '']) => pairs.split(' '))
    .concat(linesOf(valueOf('EnvironmentFile').replace(/^-/, '')))
    .filter((pair) => pair.includes('='))
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const)
  const kept = valueOf('CapabilityBoundingSet').toLowerCase().split(' ')
  const bounding = ['-all', ...kept.map((name) => `+${name.replace('cap_', '')}`)].join(',')
  const limited = [`--bounding-set=${bounding}`, '--inh-caps=-all', '--no-new-privs']
  const [first = '', ...rest] = [...around, '/usr/bin/setpriv', ...limited, program, ...args]
  const child = spawn(first, rest, {
    cwd: valueOf('WorkingDirectory'),
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...Object.fromEntries(settings) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  child.stdout.on('data', (data: Buffer) => printed.push(data.toString()))
  child.stderr.on('data', (data: Buffer) => printed.push(data.toString()))
  return { child, output: () => printed.join('') }
}

function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
}

/** Stops what was started, as systemd would, and waits for its end. */
export async function stopUnit({ child }: UnitRun): Promise<number | null> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  return ended
}
