import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { z } from 'zod'
import { joinPlaceholder, withJoin } from '#domain/agency-installer.ts'
import { encodeJoin } from '#protocol/join.ts'
import { sign } from '#scripts/package/signature.ts'
import { openWorkshop } from '#scripts/package/workshop.ts'
import { pinOfNobody } from '#tests/support/protocol-peer.ts'
import { ran } from './installed.ts'

/* The tables of the installer for Windows. What msiexec makes of them is in tests/wine, as far as wine can show it. */

const { first } = inject('builds')
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')))
const msi = join(first, `khien-agent-${version}-windows-x64.msi`)
const zip = join(first, `khien-agent-${version}-windows-x64.zip`)
const folder = mkdtempSync(join(tmpdir(), 'khien-msi-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The rows of a table, by the names of its columns; the three lines above them say what the columns are. */
function rowsOf(table: string, file = msi): Record<string, string>[] {
  const { output } = ran('msiinfo', ['export', file, table])
  const [head = '', , , ...rows] = output.split(/\r?\n/).filter((line) => line !== '')
  const names = head.split('\t')
  return rows.map((row) => {
    const cells = row.split('\t')
    return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']))
  })
}
const column = (table: string, name: string) => rowsOf(table).map((row) => row[name] ?? '')
const property = (name: string, file = msi) =>
  rowsOf('Property', file).find((row) => row['Property'] === name)?.['Value']

const joined = encodeJoin({
  address: 'khien.example:8443',
  token: 'a'.repeat(32),
  pins: [pinOfNobody, pinOfNobody],
})

describe('the rights that the installer gives', () => {
  const rights = rowsOf('MsiLockPermissionsEx')
  const descriptorOf = (table: string, object: string) =>
    rights.find((row) => row['Table'] === table && row['LockObject'] === object)?.['SDDLText']
  const keepers = /^O:SYG:SYD:PAI\(A;(OI)?(CI)?;[FK]A;;;SY\)\(A;(OI)?(CI)?;[FK]A;;;BA\)/

  test('every file and folder of the program: users read and run, and change nothing', () => {
    const objects = [
      ...column('File', 'File').map((name) => descriptorOf('File', name)),
      descriptorOf('CreateFolder', 'INSTALLFOLDER'),
    ]
    expect(objects.length).toBe(5)
    for (const descriptor of objects) {
      expect(descriptor).toMatch(keepers)
      expect(descriptor?.replace(keepers, '')).toMatch(/^\(A;(OICI)?;0x1200a9;;;BU\)$/)
    }
  })

  test('the data, its key in the registry and the join string in it: users get nothing at all', () => {
    const objects = [
      descriptorOf('CreateFolder', 'DATAFOLDER'),
      descriptorOf('CreateFolder', 'AGENTFOLDER'),
      descriptorOf('CreateFolder', 'VERSIONSFOLDER'),
      descriptorOf('Registry', 'R_Version'),
    ]
    for (const descriptor of objects) expect(descriptor?.replace(keepers, '')).toBe('')
    const keys = new Set(column('Registry', 'Key'))
    expect(keys).toEqual(new Set([String.raw`SOFTWARE\Khien\Agent`]))
  })

  test('no folder that it makes is without them', () => {
    const made = column('CreateFolder', 'Directory_').sort()
    expect(made).toEqual(['AGENTFOLDER', 'DATAFOLDER', 'INSTALLFOLDER', 'VERSIONSFOLDER'])
  })
})

describe('the installer', () => {
  test('drops what points at a version that came by update: what is installed by hand runs', () => {
    const [row] = rowsOf('RemoveFile').filter(({ FileName }) => FileName === 'current')
    expect(row).toMatchObject({ DirProperty: 'VERSIONSFOLDER', InstallMode: '1' })
  })

  test('keeps the join string out of its log, and lets it through to the part that runs as SYSTEM', () => {
    expect(property('MsiHiddenProperties')?.split(';')).toContain('JOIN')
    expect(property('SecureCustomProperties')?.split(';')).toContain('JOIN')
  })

  test('takes a proxy, keeps it over upgrade and repair, and out of its log', () => {
    const row = rowsOf('Registry').find(({ Name }) => Name === 'Proxy')
    expect(row).toMatchObject({ Key: String.raw`SOFTWARE\Khien\Agent`, Value: '[PROXY]' })
    const [refusal] = rowsOf('LaunchCondition').filter((each) =>
      each['Condition']?.includes('PROXY'),
    )
    expect(refusal?.['Condition']).toBe('Installed OR NOT PROXY OR PROXY ~<< "http://"')
    expect(refusal?.['Description']).toMatch(/PROXY phải có dạng .* PROXY has to be/)
    for (const name of ['PROXY', 'KEPTPROXY']) {
      expect(property('MsiHiddenProperties')?.split(';')).toContain(name)
      expect(property('SecureCustomProperties')?.split(';')).toContain(name)
    }
    const kept = rowsOf('AppSearch').find(({ Property }) => Property === 'KEPTPROXY')
    const locator = rowsOf('RegLocator').find((each) => each['Signature_'] === kept?.['Signature_'])
    expect(locator).toMatchObject({ Key: String.raw`SOFTWARE\Khien\Agent`, Name: 'Proxy' })
    const keeping = rowsOf('CustomAction').find(({ Action }) => Action === 'KeepProxy')
    // 51: a property is set to a text; 8192: unseen by the log.
    expect(keeping).toMatchObject({ Type: '8243', Source: 'PROXY', Target: '[KEPTPROXY]' })
    const order = (name: string) =>
      Number(rowsOf('InstallExecuteSequence').find(({ Action }) => Action === name)?.['Sequence'])
    expect(order('AppSearch')).toBeLessThan(order('KeepProxy'))
    expect(order('KeepProxy')).toBeLessThan(order('RemoveExistingProducts'))
  })

  test('brings no icon, no shortcut, no window and no restart', () => {
    expect(rowsOf('Shortcut')).toEqual([])
    expect(rowsOf('Icon')).toEqual([])
    expect(property('REBOOT')).toBe('ReallySuppress')
    const actions = column('InstallExecuteSequence', 'Action')
    expect(actions.filter((name) => /reboot/i.test(name))).toEqual([])
  })

  test('names its versions, so that Windows Installer puts newer files over older ones', () => {
    const versions = rowsOf('File').filter((row) => row['File']?.endsWith('.exe'))
    expect(versions.map((row) => row['Version'])).toEqual([`${version}.0`, `${version}.0`])
  })

  test('says goodbye when it is removed for good, and never in an upgrade', () => {
    const [row] = rowsOf('InstallExecuteSequence').filter(({ Action }) => Action === 'SayGoodbye')
    expect(row?.['Condition']).toBe('REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE')
    const sequence = (name: string) =>
      Number(rowsOf('InstallExecuteSequence').find((each) => each['Action'] === name)?.['Sequence'])
    expect(sequence('StopServices')).toBeLessThan(sequence('SayGoodbye'))
    expect(sequence('SayGoodbye')).toBeLessThan(sequence('DeleteServices'))
    // The old version goes inside the transaction, so that it comes back when the new one fails.
    expect(sequence('InstallInitialize')).toBeLessThan(sequence('RemoveExistingProducts'))
  })

  test('asks both marks for computers that carry no agent, in both languages', () => {
    const [refusal] = rowsOf('LaunchCondition').filter((row) =>
      row['Condition']?.includes('NOAGENT'),
    )
    expect(refusal?.['Condition']).toContain('NOAGENTPOLICY')
    expect(refusal?.['Description']).toMatch(/máy không mang phần mềm giám sát.*carries no agent/)
    const keys = rowsOf('RegLocator').map((row) => `${row['Key']}\\${row['Name']} ${row['Type']}`)
    // 18: the value as it is, in the registry of 64 bits.
    expect(keys).toEqual(
      expect.arrayContaining([
        String.raw`SOFTWARE\Khien\NoAgent 18`,
        String.raw`SOFTWARE\Policies\Khien\NoAgent 18`,
      ]),
    )
  })
})

test('the installer of an agency differs from the common one in its join string and nothing else', () => {
  const file = join(folder, 'agency.msi')
  const before = readFileSync(msi)
  const made = Buffer.from(withJoin(before, joined))
  writeFileSync(file, made)
  expect(property('JOIN')).toBe(joinPlaceholder)
  expect(property('JOIN', file)?.trimEnd()).toBe(joined)
  const at = before.indexOf(joinPlaceholder)
  const end = at + joinPlaceholder.length
  expect(made.length).toBe(before.length)
  expect(made.subarray(0, at).equals(before.subarray(0, at))).toBe(true)
  expect(made.subarray(end).equals(before.subarray(end))).toBe(true)
  expect(ran('msiinfo', ['tables', file]).output).toBe(ran('msiinfo', ['tables', msi]).output)
})

test('beside the installer lies its content, with the templates for group policy', () => {
  const names = Object.keys(unzipSync(readFileSync(zip)))
  expect(names.map((name) => name.replace('khien-agent/', '')).sort()).toEqual([
    'LICENCES.txt',
    'khien-agent.exe',
    'khien-service.exe',
    'koffi.node',
    'policies/en-US/khien.adml',
    'policies/khien.admx',
    'policies/vi-VN/khien.adml',
  ])
})

test('with a certificate it is signed, and without one nothing claims to be', async () => {
  const signer = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') }
  const subject = '/CN=Khien Test'
  const usage = 'extendedKeyUsage=codeSigning'
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '30000', '-subj', subject]
  const files = ['-keyout', signer.key, '-out', signer.certificate, '-addext', usage]
  expect(ran('openssl', [...made, ...files])).toMatchObject({ exitCode: 0 })
  const service = join(folder, 'khien-service.exe')
  const only = { filter: ({ name }: { name: string }) => name.endsWith('khien-service.exe') }
  const [bytes] = Object.values(unzipSync(readFileSync(zip), only))
  writeFileSync(service, bytes ?? '')
  const installer = join(folder, 'signed.msi')
  writeFileSync(installer, readFileSync(msi))
  const dateSeconds = Math.floor(Date.now() / 1000)
  const release = { version, dateSeconds, releaseKeys: [] }
  const workshop = openWorkshop(folder, { release, signer, say: () => {} })
  const verify = (file: string) =>
    ran('osslsigncode', ['verify', '-CAfile', signer.certificate, '-in', file])
  for (const file of [service, installer]) {
    expect(verify(file).exitCode).not.toBe(0)
    await sign(workshop, file)
    expect(verify(file), verify(file).output).toMatchObject({ exitCode: 0 })
  }
})
