import type { CallName } from '../door/around.ts'
import { communitiesPath } from '../probes/services/windows-snmp.ts'
import type { System } from '../system.ts'
import type { RegistryKey } from '../windows-system.ts'
import { maskAddressesIn, maskIfInet6, maskProcNet, type Keyed } from './addresses.ts'
import { redactFile, stripSecrets } from './files.ts'
import type { LocalLabels } from './local-labels.ts'
import type { Masks } from './masks.ts'
import { hideCimInstance, hideRegistryValues } from './named-values.ts'
import { redactOutput } from './programs.ts'
import type { RealNames } from './real-names.ts'

/** What is known of the machine whose answers are hidden. */
export type Known = {
  readonly masks: Masks
  readonly labels: LocalLabels
  readonly names: RealNames
  readonly keyed: Keyed
}

type ValueOf<C extends CallName> = Extract<Awaited<ReturnType<System[C]>>, { ok: true }>['value']
/** Takes out of one answer what must not be kept; the facts computed from both are the same but for that. */
export type Hide<C extends CallName> = (
  value: ValueOf<C>,
  known: Known,
  args: Parameters<System[C]>,
) => ValueOf<C>

/** Folders whose files people name after themselves. */
const numberedFolders =
  /^\/etc\/(sudoers\.d|ssh\/sshd_config\.d|lightdm\/lightdm\.conf\.d|sddm\.conf\.d|systemd\/system\/[\w@-]+\.service\.d)$/
/** Lists of packages are everybody's, and large. */
const publicFiles = /^\/var\/lib\/(dpkg\/status|apt\/lists\/)|^\/var\/log\/dpkg/
/** Windows' own accounts have smaller relative identifiers; their names say nothing of anybody. */
const ridOfPeople = 1000

/** How the answers of each call of the door are hidden. */
export const hides: { readonly [C in CallName]: Hide<C> } = {
  run: ({ exitCode, stdout, stderr }, known, [program, args]) => ({
    exitCode,
    stdout: hideOutput(program, args, { stdout, known }),
    stderr: known.masks.text(stripSecrets(stderr)),
  }),
  readFile: (content, known, [path]) => hideFile(path, content, known),
  readFolder: (names, known, [path]) => hideFolder(path, names, known),
  readLink: (target, { masks }, [path]) => masks.text(redactLink(path, target)),
  fileStatus: (status) => status,
  processNames: (names, { masks }) => names.map(masks.text),
  networkInterfaces: (cards, { masks }) =>
    cards.map(({ name, mac, isLoopback, addresses }) => ({
      name: masks.text(name),
      mac: masks.mac(mac),
      isLoopback,
      addresses: addresses.map(masks.address),
    })),
  factoryPasswords: (found) => found,
  askService: (answer) => answer,
  registryKey: (key, known, [path]) =>
    key && {
      values: hideRegistryValues(hideCommunities(path, key.values), known.masks, known.keyed),
      subkeys: showNames(path, key.subkeys, { known, show: known.masks.text }),
    },
  services: (services, { masks }) =>
    services.map(({ name, displayName, ...rest }) => ({
      name: masks.text(name),
      displayName: masks.text(displayName),
      ...rest,
    })),
  processes: (processes, { masks }) =>
    processes.map(({ name, processId }) => ({ processId, name: masks.text(name) })),
  sockets: (sockets, { masks }) =>
    sockets.map((socket) => ({ ...socket, address: masks.address(socket.address) })),
  // Devices of others: a recording of this machine needs none of them.
  neighbours: () => [],
  localAccounts: (accounts, { masks }) =>
    accounts.map(({ name, ...rest }) => ({
      name: rest.rid >= ridOfPeople ? masks.person(name) : masks.text(name),
      ...rest,
    })),
  securityCenterHealth: (health) => health,
  cim: (instances, known, [question]) =>
    instances.map((instance) => {
      const hidden = hideCimInstance(instance, known.masks, known.keyed)
      // The name of a network is that of a place or a domain, the name of a computer its own.
      const name = namedOnes.has(question) ? instance['Name'] : null
      return typeof name === 'string' ? { ...hidden, Name: known.masks.host(name) } : hidden
    }),
}

/** The names of these values are communities of SNMP; those that somebody chose are passwords. */
function hideCommunities(path: string, values: RegistryKey['values']): RegistryKey['values'] {
  if (path.toLowerCase() !== communitiesPath.toLowerCase()) return values
  const shown = Object.entries(values).map(([name, value], index) =>
    /^(public|private)$/i.test(name) ? [name, value] : [`community-${index}`, value],
  )
  return Object.fromEntries(shown)
}

const namedOnes: ReadonlySet<string> = new Set(['network-profiles', 'computer-system'])

function hideOutput(
  program: string,
  args: readonly string[],
  { stdout, known }: { stdout: string; known: Known },
): string {
  const reduced = redactOutput(program, args, stdout)
  const name = program.slice(program.lastIndexOf('/') + 1)
  if (name === 'apt-helper') return reduced
  const isOfNetwork = /^(ss|nft|ip6?tables.*|ufw|firewall-cmd)$/.test(name)
  return known.masks.text(isOfNetwork ? maskAddressesIn(reduced, known.keyed) : reduced)
}

function hideFile(path: string, content: string, { masks, labels, keyed }: Known): string {
  if (/^\/proc\/net\/(tcp|udp)6?$/.test(path)) return maskProcNet(content, keyed)
  if (path === '/proc/net/if_inet6') return maskIfInet6(content, keyed)
  if (/^(\/proc\/sys\/kernel|\/etc)\/hostname$/.test(path)) return masks.host(content.trim())
  if (/\/(\w*serial|\w*asset_tag|serial-number)$/.test(path)) return masks.serial(content.trim())
  if (/\/product_uuid$|^\/etc\/machine-id$/.test(path)) return masks.guid(content.trim())
  if (/^\/sys\/class\/net\/[^/]+\/address$/.test(path)) return masks.mac(content.trim())
  const reduced = redactFile(path, content, labels)
  return publicFiles.test(path) ? reduced : masks.text(reduced)
}

function hideFolder(path: string, names: readonly string[], known: Known): readonly string[] {
  if (publicFiles.test(`${path}/`)) return names
  const show = numberedFolders.test(path) ? aliasOf : known.masks.text
  return showNames(path, names, { known, show })
}

/** Names in a folder or key as they are shown; what they stand for is remembered. */
function showNames(
  folder: string,
  real: readonly string[],
  { known, show }: { known: Known; show(name: string, index: number): string },
): readonly string[] {
  return real.map((name, index) => {
    const shown = show(name, index)
    if (shown !== name) known.names.learn({ folder, shown, real: name })
    return shown
  })
}

/** Open files are named after what people work on, and programs may lie in their homes. */
function redactLink(path: string, target: string): string {
  if (/^\/proc\/[0-9]+\/exe$/.test(path)) return target.slice(target.lastIndexOf('/') + 1)
  const isOpenFile = /^\/proc\/[0-9]+\/fd\//.test(path)
  return isOpenFile && !target.startsWith('socket:') ? 'other' : target
}

/**
 * A number keeps the order of the names; what decides whether a file is read at all is kept with
 * it.
 */
function aliasOf(name: string, index: number): string {
  const number = String(index).padStart(3, '0')
  if (name.endsWith('~')) return `${number}~`
  if (name.endsWith('.conf')) return `${number}.conf`
  return name.includes('.') ? `${number}.other` : number
}
