import { expect, test } from 'vitest'
import { parseRecording, recordSystem, replaySystem } from '#agent/recording.ts'
import type { System } from '#agent/system.ts'
import { bodies, nowMs, pseudonym, recorded, redactedBody } from './recorded.ts'
import { aWindowsMachine } from './windows-machine.ts'

const sid = 'S-1-5-21-1004336348-1177238915-682003330'
const currentVersion = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'
const profile = (name: string) => `C:\\Users\\${name}`

/** A workstation in whose every kind of answer something stands that tells who, where or which machine it is. */
const workstation = aWindowsMachine({
  registry: {
    [currentVersion]: {
      ProductName: 'Windows 10 Pro',
      CurrentBuildNumber: '19045',
      UBR: 4780,
      EditionID: 'Professional',
      DisplayVersion: '22H2',
      InstallationType: 'Client',
      RegisteredOwner: 'Nguyễn Văn A',
      RegisteredOrganization: 'UBND huyện Mẫu',
      ProductId: '00330-80000-00000-AA123',
      DigitalProductId: { type: 'binary', value: 'a4000000'.repeat(41) },
    },
    [`${currentVersion}\\Winlogon`]: {
      AutoAdminLogon: '1',
      DefaultUserName: 'nguyenvana',
      DefaultPassword: 'matkhau1',
      DefaultDomainName: 'HUYENMAU',
    },
    [`${currentVersion}\\ProfileList`]: { ProfilesDirectory: '%SystemDrive%\\Users' },
    [`${currentVersion}\\ProfileList\\${sid}-1001`]: { ProfileImagePath: profile('nguyenvana') },
    [`${currentVersion}\\ProfileList\\${sid}-1002`]: { ProfileImagePath: profile('tranthib') },
    'SOFTWARE\\Microsoft\\Cryptography': { MachineGuid: 'f1e2d3c4-1111-2222-3333-444455556666' },
    'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate': {
      WUServer: 'http://wsus.huyenmau.gov.vn:8530',
      WUStatusServer: 'http://wsus.huyenmau.gov.vn:8530',
    },
    'SOFTWARE\\Policies\\Microsoft\\Windows\\WindowsUpdate\\AU': { UseWUServer: 1 },
    'SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName': {
      ComputerName: 'KETOAN-PC01',
    },
    'SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ActiveComputerName': {
      ComputerName: 'KETOAN-PC01',
    },
    'SYSTEM\\CurrentControlSet\\Control\\ProductOptions': { ProductType: 'WinNT' },
    'SYSTEM\\CurrentControlSet\\Control\\Session Manager': {
      PendingFileRenameOperations: [`\\??\\${profile('nguyenvana')}\\old.tmp`, ''],
    },
    'SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters': {
      Hostname: 'KETOAN-PC01',
      Domain: 'huyenmau.gov.vn',
      DhcpNameServer: '113.160.1.53 192.168.7.1',
    },
    'SOFTWARE\\Vendor\\Licence': {
      LicenseKey: 'AB1CD-EF2GH-IJ3KL-MN4OP-QR5ST',
      Registered: 'ke.toan@huyenmau.gov.vn',
      Holder: 'giấy phép cho tranthib',
    },
  },
  services: [
    { name: 'Dnscache', displayName: 'DNS Client', state: 'running', processId: 1100 },
    { name: 'nguyenvana-sync', displayName: 'Sync of nguyenvana', state: 'running', processId: 88 },
  ],
  processes: [
    { processId: 1100, name: 'svchost.exe' },
    { processId: 88, name: 'nguyenvana-tool.exe' },
  ],
  sockets: [
    { transport: 'tcp', address: '0.0.0.0', port: 135, processId: 1100 },
    { transport: 'tcp', address: '192.168.7.23', port: 139, processId: 88 },
  ],
  accounts: [
    { rid: 500, name: 'Administrator', flags: 0x10202, privilege: 2, passwordAgeSeconds: 0 },
    { rid: 1001, name: 'nguyenvana', flags: 0x10200, privilege: 2, passwordAgeSeconds: 86_400 },
    { rid: 1002, name: 'tranthib', flags: 0x10200, privilege: 1, passwordAgeSeconds: 86_400 },
  ],
  securityCenter: 'good',
  interfaces: [
    { name: 'Ethernet', mac: '3c:ec:ef:12:34:56', isLoopback: false, addresses: ['192.168.7.23'] },
  ],
  cim: {
    'antivirus-products': [
      {
        displayName: 'Windows Defender',
        productState: 397_568,
        pathToSignedReportingExe: `${profile('nguyenvana')}\\MsMpeng.exe`,
        timestamp: '2026-11-21T02:10:33.000Z',
      },
    ],
    'defender-detections': [
      {
        ThreatName: 'Virus:DOS/EICAR_Test_File',
        InitialDetectionTime: '2026-11-20T02:00:00.000Z',
        DomainUser: 'KETOAN-PC01\\nguyenvana',
        Resources: [`file:_${profile('lethic')}\\Downloads\\eicar.com`],
        ThreatStatusID: 3,
      },
    ],
    bios: [{ SerialNumber: 'PF3K9XYZ', Manufacturer: 'LENOVO', SMBIOSBIOSVersion: 'N2IET98W' }],
    enclosure: [{ SerialNumber: 'CH99887766', SMBIOSAssetTag: 'TS-2023-0042', ChassisTypes: [10] }],
    disks: [
      {
        DeviceID: '\\\\.\\PHYSICALDRIVE0',
        Model: 'Samsung SSD 980',
        SerialNumber: 'S64DNX0T123456',
        PNPDeviceID: 'SCSI\\DISK&VEN_NVME\\5&1CA2FE&0&S64DNX0T123456',
        Size: 512_110_190_592,
      },
    ],
    'computer-system': [
      {
        Name: 'KETOAN-PC01',
        Domain: 'huyenmau.gov.vn',
        UserName: 'HUYENMAU\\tranthib',
        PrimaryOwnerName: 'Nguyễn Văn A',
        TotalPhysicalMemory: 8_471_293_952,
        UUID: '4c4c4544-0042-4a10-8056-b8c04f4d3233',
      },
    ],
    'network-profiles': [{ Name: 'Wifi nha anh Tuan', NetworkCategory: 1 }],
    licensing: [
      {
        Name: 'Windows(R), Professional edition',
        LicenseStatus: 1,
        PartialProductKey: '3V66T',
        ProductKeyID: '00330-80000-00000-AA123-4567',
        OfflineInstallationId: '123456789012345678901234567890',
      },
    ],
  },
  files: {
    'C:\\ProgramData\\ESET\\ESET Security\\License\\license.lf':
      'USERNAME=nguyenvana\nOWNER=ke.toan@huyenmau.gov.vn\nEXPIRATION_DATE=2027-01-01\nHOST=KETOAN-PC01',
  },
  outputs: {
    'C:\\Windows\\System32\\whoami.exe':
      'ketoan-pc01\\nguyenvana S-1-5-21-1004336348-1177238915-682003330-1001',
  },
})

const planted = [
  ['nguyenvana', 'tranthib', 'lethic', 'nguyễn văn a', 'anh tuan', 'matkhau1'],
  ['ketoan-pc01', 'huyenmau', 'ubnd', 'gov.vn'],
  ['1004336348', '1177238915', 'f1e2d3c4', '4c4c4544'],
  ['pf3k9xyz', 'ch99887766', 'ts-2023-0042', 's64dnx0t123456'],
  ['192.168.7.', '113.160', '3c:ec:ef', '12:34:56'],
  ['00330-80000', 'ab1cd', 'qr5st', '3v66t', '1234567890', 'a4000000'],
].flat()

/** Asks everything that stands on the machine, as probes of any future release might. */
async function askEverything(system: System): Promise<void> {
  const walk = async (path: string): Promise<void> => {
    const key = await system.registryKey(path)
    const subkeys = key.ok ? (key.value?.subkeys ?? []) : []
    for (const name of subkeys) await walk(`${path}\\${name}`)
  }
  await walk('SOFTWARE')
  await walk('SYSTEM')
  await system.services()
  await system.processes()
  await system.processNames()
  await system.sockets()
  await system.localAccounts()
  await system.securityCenterHealth()
  await system.networkInterfaces()
  for (const question of [
    ...(['antivirus-products', 'defender-detections', 'bios', 'enclosure', 'disks'] as const),
    ...(['computer-system', 'network-profiles', 'licensing'] as const),
  ]) {
    await system.cim(question)
  }
  await system.readFile('C:\\ProgramData\\ESET\\ESET Security\\License\\license.lf')
  await system.run('C:\\Windows\\System32\\whoami.exe', [])
}

test('of names, SIDs, serials, addresses and keys planted in every kind of answer, none is written', async () => {
  const recorder = recordSystem(workstation, { pseudonym, nowMs })
  await askEverything(recorder.system)
  const recording = recorder.recording()
  const text = JSON.stringify(recording).toLowerCase()
  for (const each of planted) expect(text).not.toContain(each)
  const calls = new Set(recording.entries.map(({ call }) => call))
  expect(calls.size).toBe(11)
  // What readers need is there all the same.
  for (const each of ['4780', 'professional', '"value":"set"', '-1001"', 'svchost.exe', '397568']) {
    expect(text).toContain(each)
  }
})

test('one name is the same one in every answer', async () => {
  const { system } = recordSystem(workstation, { pseudonym, nowMs })
  const accounts = await system.localAccounts()
  const processes = await system.processes()
  const winlogon = await system.registryKey(`${currentVersion}\\Winlogon`)
  const person = `person-${pseudonym('nguyenvana')}`
  expect(accounts).toMatchObject({ value: [{ name: 'Administrator' }, { name: person }, {}] })
  expect(processes).toMatchObject({ value: [{}, { name: `${person}-tool.exe` }] })
  expect(winlogon).toMatchObject({
    value: { values: { DefaultUserName: { value: person }, DefaultPassword: { value: 'set' } } },
  })
})

test('a hidden key is found again under the name under which it was shown', async () => {
  const { system } = recordSystem(workstation, { pseudonym, nowMs })
  const list = await system.registryKey(`${currentVersion}\\ProfileList`)
  const [first = ''] = list.ok ? (list.value?.subkeys ?? []) : []
  expect(first).toMatch(/^S-1-5-21-[\d-]+-1001$/)
  expect(await system.registryKey(`${currentVersion}\\ProfileList\\${first}`)).toEqual({
    ok: true,
    value: {
      values: {
        ProfileImagePath: {
          type: 'string',
          value: profile(`person-${pseudonym('nguyenvana')}`),
        },
      },
      subkeys: [],
    },
  })
})

test('facts of a Windows machine are the same recorded, replayed and, but for what is hidden, unrecorded', async () => {
  const { recording, bodies: seen, redact } = await recorded(workstation)
  const text = JSON.stringify(recording)
  const replayed = await bodies(replaySystem(parseRecording(text)))
  expect(replayed).toEqual(seen)
  for (const each of planted) expect(text.toLowerCase()).not.toContain(each)
  const comparable = (body = '""') =>
    redactedBody(
      // An asset tag and a WSUS server are hidden by their place, which a fact no longer shows.
      body.replaceAll(/"(wsusServer|assetTag|serial)":"[^"]*"/g, '"$1":"-"'),
      redact,
    )
  for (const [probe, body] of await bodies(workstation)) {
    expect(await comparable(replayed.get(probe)), probe).toEqual(await comparable(body))
  }
})
