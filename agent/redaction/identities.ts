import { parsePasswd, parseGroup } from '../probes/accounts/local-files.ts'
import { kindOfAccount, parseUidMin, uidMinDefault } from '../probes/accounts/people.ts'
import type { System } from '../system.ts'
import type { Identities } from './masks.ts'

const winlogon = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon'
const currentVersion = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion'
const profileList = 'SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList'
const logonScreen = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Authentication\\LogonUI'
const computerName = 'SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName'
const activeName = 'SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ActiveComputerName'
const tcpip = 'SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters'
const profilesMax = 200
/** The relative identifiers below are Windows' own accounts. */
const ridOfPeople = 1000

/**
 * Asks the machine who and where it is, so that this can be taken out of whatever else it answers. What cannot be
 * asked is not known here; rules by place and by form (redactor.ts) stand beside it.
 */
export async function readIdentities(system: System): Promise<Identities> {
  const cards = await system.networkInterfaces()
  const found = system.platform === 'windows' ? await ofWindows(system) : await ofLinux(system)
  return {
    ...found,
    macs: cards.ok ? cards.value.map(({ mac }) => mac) : [],
    addresses: cards.ok ? cards.value.flatMap(({ addresses }) => addresses) : [],
  }
}

type Found = Pick<Identities, 'people' | 'hosts' | 'serials'>

async function ofLinux(system: System): Promise<Found> {
  const textOf = async (path: string) => {
    const read = await system.readFile(path)
    return read.ok ? read.value : ''
  }
  const loginDefs = await textOf('/etc/login.defs')
  const uidMin = loginDefs === '' ? uidMinDefault : parseUidMin(loginDefs)
  const passwd = await textOf('/etc/passwd')
  const people = parsePasswd(passwd).filter((entry) => kindOfAccount(entry, uidMin) === 'person')
  const names = new Set(people.map(({ name }) => name))
  const full = passwd.split('\n').map((line) => line.split(':'))
  const fullNames = full
    .filter(([name = '']) => names.has(name))
    .map(([, , , , comment = '']) => comment.split(',')[0] ?? '')
  const groups = parseGroup(await textOf('/etc/group')).filter(({ gid }) => gid >= uidMin)
  const dmi = '/sys/class/dmi/id'
  const marks = ['product_serial', 'board_serial', 'chassis_serial', 'product_uuid']
  const paths = [...marks, 'chassis_asset_tag', 'board_asset_tag'].map((each) => `${dmi}/${each}`)
  const serials = await Promise.all([...paths, '/proc/device-tree/serial-number'].map(textOf))
  return {
    people: [...names, ...fullNames, ...groups.map(({ name }) => name)],
    hosts: namesOfHost([await textOf('/proc/sys/kernel/hostname')]),
    serials: serials.map((text) => text.trim()),
  }
}

async function ofWindows(system: System): Promise<Found> {
  const valuesOf = async (path: string, names: readonly string[]) => {
    const key = await system.registryKey(path)
    const values = key.ok && key.value ? Object.entries(key.value.values) : []
    return values.flatMap(([name, value]) =>
      names.includes(name.toLowerCase()) && value.type === 'string' ? [value.value] : [],
    )
  }
  const accounts = await system.localAccounts()
  const local = accounts.ok ? accounts.value.filter(({ rid }) => rid >= ridOfPeople) : []
  const last = ['lastloggedonuser', 'lastloggedonsamuser', 'lastloggedondisplayname']
  const signedIn = [
    ...(await valuesOf(winlogon, ['defaultusername', 'altdefaultusername', 'lastusedusername'])),
    ...(await valuesOf(logonScreen, last)),
    ...(await valuesOf(currentVersion, ['registeredowner'])),
    ...(await profileNames(system)),
  ]
  const tcpipNames = ['hostname', 'nv hostname', 'domain', 'nv domain', 'dhcpdomain']
  const hosts = [
    ...(await valuesOf(computerName, ['computername'])),
    ...(await valuesOf(activeName, ['computername'])),
    ...(await valuesOf(tcpip, tcpipNames)),
    ...(await valuesOf(winlogon, ['defaultdomainname', 'cacheprimarydomain'])),
    ...(await cimValues(system, 'computer-system', ['name', 'dnshostname', 'domain'])),
    ...signedIn.flatMap((name) => /^([^\\]+)\\/.exec(name)?.[1] ?? []),
  ]
  return {
    people: [...local.map(({ name }) => name), ...signedIn.flatMap(namesOfAccount)],
    hosts: namesOfHost(hosts),
    serials: [
      ...(await cimValues(system, 'bios', ['serialnumber'])),
      ...(await cimValues(system, 'enclosure', ['serialnumber', 'smbiosassettag'])),
      ...(await cimValues(system, 'disks', ['serialnumber'])),
    ],
  }
}

/** The last part of each profile folder, `C:\Users\nguyenvana`. */
async function profileNames(system: System): Promise<string[]> {
  const list = await system.registryKey(profileList, { subkeysMax: profilesMax })
  if (!list.ok || !list.value) return []
  const names: string[] = []
  for (const sid of list.value.subkeys.filter((each) => each.startsWith('S-1-'))) {
    const profile = await system.registryKey(`${profileList}\\${sid}`)
    const folder = profile.ok ? profile.value?.values['ProfileImagePath'] : undefined
    const isOfPerson =
      folder?.type === 'string' && /\\(users|documents and settings)\\/i.test(folder.value)
    if (isOfPerson) names.push(folder.value.slice(folder.value.lastIndexOf('\\') + 1))
  }
  return names
}

async function cimValues(
  system: System,
  question: 'bios' | 'enclosure' | 'disks' | 'computer-system',
  names: readonly string[],
): Promise<string[]> {
  const answer = await system.cim(question)
  if (!answer.ok) return []
  return answer.value.flatMap((instance) =>
    Object.entries(instance).flatMap(([name, value]) =>
      names.includes(name.toLowerCase()) && typeof value === 'string' ? [value.trim()] : [],
    ),
  )
}

/** `DOMAIN\\name`, `name@domain`, or the folder of a profile, which may be called `name.DOMAIN`. */
function namesOfAccount(account: string): string[] {
  const name = account.slice(account.lastIndexOf('\\') + 1)
  return [name, name.split('@')[0] ?? '', name.replace(/\.[^.]*$/, '')]
}

/** A full name and its first label: both are seen. */
function namesOfHost(hosts: readonly string[]): string[] {
  return hosts.flatMap((name) => [name.trim(), name.trim().split('.')[0] ?? ''])
}
