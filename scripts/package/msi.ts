import { createHash } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withJoin } from '#domain/agency-installer.ts'
import { encodeJoin } from '#protocol/join.ts'
import { guidOf, installerSource } from './msi-source.ts'
import { codepageTable, editsOf, rightsTable } from './msi-tables.ts'
import type { WindowsProgram } from './program.ts'
import { sign } from './signature.ts'
import { layTree } from './tree.ts'
import { must, type Workshop } from './workshop.ts'

/** An installer for Windows: per machine, silent, without a window, an icon or a restart. */
export async function makeMsi(
  workshop: Workshop,
  program: WindowsProgram,
  file: string,
): Promise<void> {
  const { dateSeconds, version } = workshop.release
  const folder = join(workshop.work, 'khien-agent-windows-x64-msi')
  layTree(join(folder, 'tree'), program.entries, dateSeconds)
  writeFileSync(join(folder, 'agent.wxs'), installerSource(program, version, 'tree'))
  writeFileSync(join(folder, 'rights.idt'), rightsTable(program))
  writeFileSync(join(folder, 'codepage.idt'), codepageTable)
  // wixl and msibuild write the time of the day into the file, in the zone of here.
  const at = new Date(dateSeconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
  const frozen = ['env', 'TZ=UTC', 'faketime', '-f', at] as const
  const work = (command: readonly string[]) => must([...frozen, ...command], { cwd: folder })
  await work(['wixl', '-a', 'x64', '-o', 'agent.msi', 'agent.wxs'])
  await work(['msibuild', 'agent.msi', '-i', 'codepage.idt', 'rights.idt'])
  await work(['msibuild', 'agent.msi', '-q', ...editsOf(version)])
  await work([
    'msibuild',
    'agent.msi',
    '-s',
    'Installation Database',
    'Khiên',
    'x64;1033',
    packageCode(program, folder),
  ])
  const made = join(folder, 'agent.msi')
  refuseWithoutRoom(made)
  await sign(workshop, made)
  rmSync(file, { force: true })
  renameSync(made, file)
}

/** Windows takes two packages of one code for the same file, so another content has another code. */
function packageCode(program: WindowsProgram, folder: string): string {
  const digest = createHash('sha256').update(readFileSync(join(folder, 'agent.wxs')))
  digest.update(readFileSync(join(folder, 'rights.idt')))
  for (const { path } of program.entries) digest.update(readFileSync(join(folder, 'tree', path)))
  return guidOf(`package ${digest.digest('hex')}`)
}

/** An installer that could not become that of an agency must not leave the workshop. */
function refuseWithoutRoom(file: string): void {
  const pin = 'a'.repeat(43)
  const address = `${'a'.repeat(254)}:65535`
  const longest = encodeJoin({ address, token: 'a'.repeat(32), pins: [pin, pin] })
  withJoin(readFileSync(file), longest)
}
