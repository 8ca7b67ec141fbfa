import { mkdirSync } from 'node:fs'
import { relative } from 'node:path'
import { parseArgs } from 'node:util'
import { artefactNames, buildArtefacts, chosenArtefacts } from './package/artefacts.ts'
import { PackagingError } from './package/packaging-error.ts'
import { readRelease } from './package/release.ts'
import type { Signer } from './package/signature.ts'
import { haveTools } from './package/system-tools.ts'
import { openWorkshop } from './package/workshop.ts'
import { checkout, seconds } from './tool.ts'

const usage = `npm run package [-- --only linux-x64 --only collector] [--out build]
Builds the packages of this commit into ./build, with their SHA-256 sums and a CycloneDX list of what is in
them. --only takes part of a name and may be given more than once:
  ${artefactNames.join('\n  ')}
The time of everything is that of the commit, or SOURCE_DATE_EPOCH: two builds of one commit are the same
bytes. Packages of Debian that are missing are named, and installed when this runs as root.
With a certificate and its key, both PEM, the programs and the installer for Windows are signed; without, they are not.
`

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', multiple: true, default: [] as string[] },
      out: { type: 'string', default: 'build' },
      'sign-certificate': { type: 'string' },
      'sign-key': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(usage)
    return 0
  }
  const startedMs = performance.now()
  const chosen = chosenArtefacts(values.only)
  const release = await readRelease()
  await haveTools(chosen, say)
  const signer = signerOf(values['sign-certificate'], values['sign-key'])
  const workshop = openWorkshop(values.out, { release, signer, say })
  mkdirSync(workshop.out, { recursive: true })
  await buildArtefacts(chosen, workshop)
  say(`in ${relative(checkout, workshop.out)}, ${seconds(performance.now() - startedMs)}`)
  return 0
}

function signerOf(certificate: string | undefined, key: string | undefined): Signer | null {
  if (certificate === undefined && key === undefined) return null
  if (certificate !== undefined && key !== undefined) return { certificate, key }
  throw new PackagingError('--sign-certificate and --sign-key belong together.')
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof PackagingError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
