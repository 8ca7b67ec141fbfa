import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { checkout } from '../tool.ts'
import { unpackLocked } from './locked-package.ts'
import { PackagingError } from './packaging-error.ts'
import { must, type Workshop } from './workshop.ts'

export type Cpu = 'x64' | 'arm64'

const strips = { x64: 'strip', arm64: 'aarch64-linux-gnu-strip' } as const
const postject = join(checkout, 'node_modules', 'postject', 'dist', 'cli.js')
/** The mark in Node that says whether a script was put in. Source: Node's documentation, single executables. */
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2'

/**
 * Flags of the engine that the agent runs with: small heaps, one worker thread of V8, memory before speed. The last two
 * were measured at 2.5 MB of private memory at rest, and at 13 MB while the first looks are not over. NODE_OPTIONS is not
 * taken: who sets the environment of a service of root must not load code into it.
 */
const engine = {
  execArgv: [
    '--max-old-space-size=64',
    '--max-semi-space-size=1',
    '--v8-pool-size=1',
    '--optimize-for-size',
    '--single-threaded-gc',
  ],
  execArgvExtension: 'none',
} as const

/** Node of the locked version without its symbols; the file and the folder with its licence. */
export async function strippedNode(
  workshop: Workshop,
  cpu: Cpu,
): Promise<{ readonly program: string; readonly folder: string }> {
  const folder = join(workshop.work, `node-linux-${cpu}`)
  await unpackLocked(`node-linux-${cpu}`, { cache: workshop.cache, folder })
  const program = join(folder, 'stripped')
  await must([strips[cpu], '--strip-all', '-o', program, join(folder, 'bin', 'node')])
  return { program, folder }
}

/**
 * Puts a script into a copy of Node, which then is that program. The blob holds the path of the script, so this is given
 * below `folder`: two builds in two places are the same.
 */
export async function makeExecutable(
  script: string,
  wanted: { readonly node: string; readonly folder: string; readonly file: string },
): Promise<void> {
  const { folder, file } = wanted
  const blob = await makeBlob(script, wanted)
  copyFileSync(wanted.node, file)
  await must([process.execPath, postject, file, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', fuse], {
    cwd: folder,
  })
}

/** What Node starts with instead of a file, of a script below `folder`; gives the file that it is in. */
export async function makeBlob(
  script: string,
  wanted: { readonly node: string; readonly folder: string; readonly file: string },
): Promise<string> {
  const { folder, file } = wanted
  const blob = `${basename(file)}.blob`
  const settings = `${basename(file)}.json`
  const { execArgv, execArgvExtension } = engine
  const sea = { main: script, output: blob, disableExperimentalSEAWarning: true }
  writeFileSync(join(folder, settings), JSON.stringify({ ...sea, execArgv, execArgvExtension }))
  // The blob fits the version of Node that made it, whatever its processor: no code cache is in it.
  await refuseOtherVersion(wanted.node)
  await must([process.execPath, '--experimental-sea-config', settings], { cwd: folder })
  return join(folder, blob)
}

/** Tells a Node that a script was put into it, in place. */
export function markAsFilled(node: Buffer): void {
  const mark = Buffer.from(`${fuse}:0`)
  const at = node.indexOf(mark)
  if (at === -1 || node.includes(mark, at + 1))
    throw new PackagingError('This Node has no one mark for a script.')
  node.write('1', at + fuse.length + 1, 'latin1')
}

async function refuseOtherVersion(node: string): Promise<void> {
  const mark = Buffer.from(`node.js/${process.version}\0`)
  const holds = (text: Buffer) => readFileSync(node).includes(text)
  if (holds(mark) || holds(Buffer.from(process.version))) return
  throw new PackagingError(`${node} is not Node ${process.version}, which makes the blob for it.`)
}
