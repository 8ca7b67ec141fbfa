import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readReleaseFile } from '#collector/releases/release-file.ts'
import { makeKeyStatement, makeRelease, type PackFiles } from './release/make-release.ts'
import { messageOf, print, requiring, runCommand } from './own-command.ts'
import { makeSigningKey, openSigningKey } from './signing-key.ts'

const usage = `npm run release -- keys --key FILE
    makes a key pair: the private key into FILE (not overwritten), the public key on the screen
npm run release -- sign --key FILE --sequence N --version A.B.C --pack PLATFORM=PROGRAM[,FILE…] … --out FILE
    signs a release; PLATFORM is linux-x64, linux-arm64 or win32-x64, PROGRAM the agent of that platform
npm run release -- retire --key FILE --sequence N --retires KEY [--names KEY] --out FILE
    signs that the other key is retired, and which one takes its place
npm run release -- verify --keys KEY[,KEY] FILE
    says what a release holds, if one of the keys has signed it and every pack is whole
Needs no network and starts nothing: run it on the machine where the private key lies. See docs/operating/releases.md.
`

const { values, positionals } = parseArgs({
  options: {
    key: { type: 'string', default: '' },
    keys: { type: 'string', default: '' },
    sequence: { type: 'string', default: '' },
    version: { type: 'string', default: '' },
    pack: { type: 'string', multiple: true, default: [] as string[] },
    retires: { type: 'string', default: '' },
    names: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
    issued: { type: 'string', default: new Date().toISOString().slice(0, 10) },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const needed = requiring(values)

function signRelease(): void {
  const key = openSigningKey(needed('key'))
  const { version, packs } = makeRelease(
    key,
    {
      sequence: Number(needed('sequence')),
      version: needed('version'),
      issuedOn: values.issued,
      packs: values.pack.map(packGiven),
    },
    needed('out'),
  )
  for (const { bytes, platform } of packs) print(`${version} ${platform}: ${bytes} bytes`)
  print(`signed by ${key.publicKey}`)
}

function signRetirement(): void {
  const key = openSigningKey(needed('key'))
  const lines = makeKeyStatement(key, {
    sequence: Number(needed('sequence')),
    retires: needed('retires'),
    names: values.names === '' ? null : values.names,
    issuedOn: values.issued,
  })
  writeFileSync(needed('out'), lines)
  print(`signed by ${key.publicKey}`)
}

async function verifyFile(): Promise<void> {
  const [, file = ''] = positionals
  const { manifest } = await readReleaseFile(file, needed('keys').split(','))
  const { issuedOn, packs, sequence, version } = manifest
  print(`${version}, number ${sequence} of ${issuedOn}: signature good`)
  for (const { bytes, platform } of packs) print(`${platform}: ${bytes} bytes, whole`)
}

function packGiven(given: string): PackFiles {
  const [platform = '', files = ''] = given.split('=')
  return { platform, files: files.split(',') }
}

const commands: Readonly<Record<string, () => void | Promise<void>>> = {
  keys: () => print(makeSigningKey(needed('key'))),
  sign: signRelease,
  retire: signRetirement,
  verify: verifyFile,
}

await runCommand({ values, positionals }, commands, {
  usage,
  says: (error) => (error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error)),
})
