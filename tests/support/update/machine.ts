import { build } from 'esbuild'
import { spawn } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { checkout } from '#scripts/tool.ts'
import { makeRelease } from '#scripts/release/make-release.ts'
import { makeSigningKey, openSigningKey } from '#scripts/signing-key.ts'

/** Two versions of a small agent with the product's own updates in it, a release of the newer, and the launcher. */
export type Versions = {
  readonly root: string
  readonly keys: readonly string[]
  readonly manifest: string
  readonly packs: string
}
export const older = '1.0.0'
export const newer = '1.1.0'
const support = join(checkout, 'tests', 'support', 'update')

/** Builds both versions and signs a release of the newer one. */
export async function buildVersions(root: string): Promise<Versions> {
  const publicKey = makeSigningKey(join(root, 'release.pem'))
  for (const version of [older, newer]) await buildMachine(join(root, version), version)
  const files = ['khien-agent', 'agent.cjs'].map((name) => join(root, newer, name))
  return { root, keys: [publicKey], ...offerOf(root, { files }) }
}

type Offer = Pick<Versions, 'manifest' | 'packs'>

/** A signed release as a collector carries it: of the newer version, unless told otherwise. */
export function offerOf(
  root: string,
  release: {
    readonly files: readonly string[]
    readonly version?: string
    readonly sequence?: number
    readonly key?: string
  },
): Offer {
  const { files, version = newer, sequence = 7, key = 'release.pem' } = release
  const file = join(root, `release-${version}-${sequence}-${key}`)
  const packs = [{ platform: 'linux-x64', files }]
  const signed = { sequence, version, issuedOn: '2026-11-22', packs }
  makeRelease(openSigningKey(join(root, key)), signed, file)
  const text = readFileSync(file)
  const end = text.indexOf(10, text.indexOf(10) + 1) + 1
  writeFileSync(`${file}.packs`, text.subarray(end))
  return { manifest: text.subarray(0, end).toString(), packs: `${file}.packs` }
}

async function buildMachine(folder: string, version: string): Promise<void> {
  await build({
    absWorkingDir: checkout,
    entryPoints: [join(support, 'machine-entry.ts')],
    outfile: join(folder, 'agent.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: true,
    define: { MACHINE_VERSION: JSON.stringify(version) },
    logLevel: 'silent',
  })
  const program = join(folder, 'khien-agent')
  const lines = [
    '#!/bin/sh',
    'exec "$TEST_NODE" --import "$TEST_FAULTS" "$(dirname "$0")/agent.cjs" "$@"',
  ]
  writeFileSync(program, `${lines.join('\n')}\n`)
  chmodSync(program, 0o755)
}

/** What is done to a machine: a step of its disk by number, a program of its launcher, or nothing. */
export type Fault = { readonly kind: string; readonly at: number }
export type Outcome = {
  /** The version that ran at the end; null: none did. */
  readonly version: string | null
  readonly starts: number
  readonly steps: number
  readonly output: string
}

type Wish = {
  readonly name: string
  readonly fault?: Fault
  readonly acknowledges?: readonly string[]
  readonly proveMs?: number
  /** Changes what the machine is offered. */
  readonly offered?: Partial<Offer>
}

const startsMax = 14

/** Installs the older version in a folder of its own and has it served, as systemd would, until nothing happens any more. */
export async function serve(versions: Versions, wish: Wish): Promise<Outcome> {
  const root = join(versions.root, wish.name)
  const lib = join(root, 'lib')
  const folder = join(root, 'data')
  mkdirSync(lib, { recursive: true })
  mkdirSync(folder, { mode: 0o700, recursive: true })
  for (const name of ['khien-agent', 'agent.cjs']) {
    copyFileSync(join(versions.root, older, name), join(lib, name))
  }
  copyFileSync(join(checkout, 'scripts/package/files/agent/launch.sh'), join(lib, 'launch'))
  chmodSync(join(lib, 'launch'), 0o755)
  const { keys } = versions
  const { manifest, packs } = { ...versions, ...wish.offered }
  const { acknowledges = [older, newer], proveMs = 400 } = wish
  const asked = join(root, 'asked.json')
  writeFileSync(asked, JSON.stringify({ folder, keys, manifest, packs, acknowledges, proveMs }))
  const stepsFile = join(root, 'steps')
  writeFileSync(stepsFile, '')
  const environment = { folder, fault: wish.fault ?? { kind: 'none', at: 0 }, stepsFile, root }
  const outputs: string[] = []
  let version: string | null = null
  for (let starts = 1; starts <= startsMax && version === null; starts += 1) {
    const { exitCode, output } = await startOnce([join(lib, 'launch'), 'run', asked], environment)
    outputs.push(output)
    if (exitCode === 0) version = /running (\S+)/.exec(output)?.[1] ?? null
  }
  const steps = statSync(stepsFile).size
  rmSync(root, { recursive: true })
  return { version, starts: outputs.length, steps, output: outputs.join('') }
}

type Environment = {
  readonly folder: string
  readonly fault: Fault
  readonly stepsFile: string
  readonly root: string
}

function startOnce(
  [program = '', ...args]: readonly string[],
  { fault, folder, root, stepsFile }: Environment,
): Promise<{ exitCode: number | null; output: string }> {
  const path = `${brokenTools(fault, root)}/usr/bin:/bin`
  const child = spawn(program, args, {
    env: {
      PATH: path,
      KHIEN_AGENT_DATA_DIR: folder,
      TEST_NODE: process.execPath,
      TEST_FAULTS: join(support, 'faults.mjs'),
      TEST_STEPS: stepsFile,
      TEST_FAULT: `${fault.kind}:${fault.at}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  child.stdout.on('data', (data: Buffer) => printed.push(data.toString()))
  child.stderr.on('data', (data: Buffer) => printed.push(data.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => resolve({ exitCode, output: printed.join('') }))
  })
}

/** Every fault there is, at steps that lie evenly over an update. */
export function faultsOver(steps: number, count: number): readonly Fault[] {
  const tools = ['sync', 'mv'].flatMap((kind) => [0, 1].map((at) => ({ kind, at })))
  const kinds = ['before', 'after', 'half', 'full']
  const others = Array.from({ length: count - tools.length }, (_, index) => ({
    kind: kinds[index % kinds.length] ?? '',
    at: 1 + Math.floor((index * steps) / (count - tools.length)),
  }))
  return [...tools, ...others]
}

/** Programs that the launcher calls, which kill it once, before or after they have done their work. */
function brokenTools({ kind, at }: Fault, root: string): string {
  if (kind !== 'sync' && kind !== 'mv') return ''
  const folder = join(root, 'tools')
  const tool = join(folder, kind)
  mkdirSync(dirname(tool), { recursive: true })
  const once = `[ -e ${root}/killed ]`
  const die = `{ : >${root}/killed; kill -9 $PPID; exit 1; }`
  const real = `/usr/bin/${kind} "$@"`
  const lines = at === 0 ? [`${once} || ${die}`, real] : [real, `${once} || ${die}`]
  writeFileSync(tool, `#!/bin/sh\n${lines.join('\n')}\n`)
  chmodSync(tool, 0o755)
  return `${folder}:`
}
