import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'ldapts'
import { createAuthority, createLeaf } from '#collector/pki/certificates.ts'
import { freePort, temporaryFolder, until } from './processes.ts'

const program = '/usr/sbin/slapd'
const modules = '/usr/lib/ldap'
const schemas = '/etc/ldap/schema'

export const ldapBase = 'dc=tinh,dc=vn'
export const ldapBind = { dn: `cn=khien,${ldapBase}`, password: 'mật khẩu của dịch vụ' }

/** Why there is no directory to test against; null: there is one. */
export const ldapMissing = existsSync(program)
  ? null
  : 'needs the Debian packages slapd and ldap-utils: apt-get install -y slapd ldap-utils'

/** A real OpenLDAP with a configuration, a certificate and ports of its own. */
export type LdapServer = {
  readonly url: string
  /** Without TLS; STARTTLS is offered. */
  readonly plainUrl: string
  readonly ca: string
  readonly folder: string
  /** Connects as the administrator of the directory; close it with unbind(). */
  open(): Promise<Client>
  /** Ends the server and leaves its folder, so that it can be started again. */
  halt(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

const rootDn = `cn=root,${ldapBase}`
const rootPassword = 'root-of-tests'

/** Starts it with these entries, in LDIF. */
export async function startLdap(entries: string): Promise<LdapServer> {
  const folder = await temporaryFolder()
  const [port, plainPort] = [await freePort(), await freePort()]
  const ca = await writeCertificates(folder.path)
  await mkdir(join(folder.path, 'data'))
  const config = join(folder.path, 'slapd.conf')
  await writeFile(config, configOf(folder.path))
  const ldif = join(folder.path, 'entries.ldif')
  await writeFile(ldif, entries)
  const added = spawnSync('/usr/sbin/slapadd', ['-f', config, '-l', ldif], { encoding: 'utf8' })
  if (added.status !== 0) throw new Error(`slapadd failed: ${added.stderr}`)

  const url = `ldaps://localhost:${port}`
  const plainUrl = `ldap://localhost:${plainPort}`
  const held: { server: ChildProcess | null } = { server: null }
  const open = async () => {
    const client = new Client({ url, timeout: 2000, connectTimeout: 2000, tlsOptions: { ca } })
    await client.bind(rootDn, rootPassword)
    return client
  }
  async function isUp() {
    try {
      await (await open()).unbind()
      return true
    } catch {
      return false
    }
  }
  async function start() {
    held.server = spawn(program, ['-d', '0', '-f', config, '-h', `${url}/ ${plainUrl}/`], {
      stdio: 'ignore',
    })
    await until('an LDAP server that answers', isUp)
  }
  async function halt() {
    const { server } = held
    held.server = null
    if (!server || server.exitCode !== null) return
    const ended = new Promise((resolve) => server.once('exit', resolve))
    server.kill('SIGTERM')
    await ended
  }
  await start()
  const stop = async () => {
    await halt()
    await folder.remove()
  }
  return { url, plainUrl, ca, folder: folder.path, open, halt, start, stop }
}

async function writeCertificates(folder: string): Promise<string> {
  const nowMs = Date.now()
  const authority = await createAuthority('Directory of tests', nowMs, 30)
  const names = ['localhost', '127.0.0.1']
  const leaf = await createLeaf({ authority, names, nowMs, days: 20 })
  await writeFile(join(folder, 'ca.pem'), authority.cert)
  await writeFile(join(folder, 'cert.pem'), leaf.cert)
  await writeFile(join(folder, 'key.pem'), leaf.key)
  return authority.cert
}

const configOf = (folder: string) => `
include ${schemas}/core.schema
include ${schemas}/cosine.schema
include ${schemas}/inetorgperson.schema
pidfile ${folder}/slapd.pid
modulepath ${modules}
moduleload back_mdb
moduleload memberof
TLSCACertificateFile ${folder}/ca.pem
TLSCertificateFile ${folder}/cert.pem
TLSCertificateKeyFile ${folder}/key.pem
database mdb
suffix "${ldapBase}"
rootdn "${rootDn}"
rootpw ${rootPassword}
directory ${folder}/data
access to attrs=userPassword by anonymous auth by * none
access to * by users read by anonymous auth
overlay memberof
`

const organisation = `
dn: ${ldapBase}
objectClass: dcObject
objectClass: organization
dc: tinh
o: Tinh

dn: ${ldapBind.dn}
objectClass: applicationProcess
objectClass: simpleSecurityObject
cn: khien
userPassword:: ${Buffer.from(ldapBind.password).toString('base64')}

dn: ou=people,${ldapBase}
objectClass: organizationalUnit
ou: people

dn: ou=groups,${ldapBase}
objectClass: organizationalUnit
ou: groups
`

export const personDn = (uid: string) => `uid=${uid},ou=people,${ldapBase}`
export const groupDn = (cn: string) => `cn=${cn},ou=groups,${ldapBase}`

/** The entries of a small province: people with their passwords, groups with their members. */
export function directoryOf(
  people: Readonly<Record<string, string>>,
  groups: Readonly<Record<string, readonly string[]>>,
): string {
  const persons = Object.entries(people).map(
    ([uid, password]) => `
dn: ${personDn(uid)}
objectClass: inetOrgPerson
uid: ${uid}
cn: ${uid}
sn: ${uid}
userPassword:: ${Buffer.from(password).toString('base64')}
`,
  )
  const circles = Object.entries(groups).map(
    ([cn, members]) => `
dn: ${groupDn(cn)}
objectClass: groupOfNames
cn: ${cn}
member: cn=nobody
${members.map((uid) => `member: ${personDn(uid)}`).join('\n')}
`,
  )
  return [organisation, ...persons, ...circles].join('\n')
}
