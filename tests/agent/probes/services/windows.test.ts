import { describe, expect, test } from 'vitest'
import { serviceFiles } from '#agent/redaction/service-files.ts'
import { serviceDefaults } from '#agent/probes/services/index.ts'
import type { WindowsSocket } from '#agent/windows-system.ts'
import { isUnknown } from '#protocol/values.ts'
import { aLook } from '../../machine.ts'
import { aWindowsMachine, type WindowsParts } from '../../windows-machine.ts'
import { inShort } from './look-at.ts'

const snmp = 'SYSTEM\\CurrentControlSet\\Services\\SNMP\\Parameters'
const server = 'SYSTEM\\CurrentControlSet\\Services\\LanmanServer\\Parameters'
const client = 'SYSTEM\\CurrentControlSet\\Services\\LanmanWorkstation\\Parameters'
const iis = 'C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config'

const bound = (port: number, transport: 'tcp' | 'udp', processId: number): WindowsSocket => {
  return { transport, address: '0.0.0.0', port, processId }
}

async function lookAt(parts: WindowsParts) {
  const given = { processes: [], services: [], sockets: [], ...parts }
  const facts = await serviceDefaults(aWindowsMachine(given), aLook())
  if (isUnknown(facts)) throw new Error(facts.detail)
  return Object.fromEntries(facts.services.map((service) => [service.product, inShort(service)]))
}

test.each([
  [{ [`${snmp}\\ValidCommunities`]: { public: 4 } }, ['default-community read any -']],
  [{ [`${snmp}\\ValidCommunities`]: { Private: 8 } }, ['default-community write any -']],
  [{ [`${snmp}\\ValidCommunities`]: { public: 2, 'Chuỗi riêng': 8 } }, []],
  [
    {
      [`${snmp}\\ValidCommunities`]: { public: 4 },
      [`${snmp}\\PermittedManagers`]: { 1: 'localhost' },
    },
    ['default-community read loopback -'],
  ],
])('SNMP of Windows with %j leaves open %j', async (registry, openings) => {
  const processes = [{ processId: 40, name: 'snmp.exe' }]
  const sockets = [bound(161, 'udp', 40)]
  expect(await lookAt({ registry, processes, sockets })).toMatchObject({ snmp: openings })
})

test('file sharing that tells callers without a name, and a client that takes guests', async () => {
  const registry = {
    [server]: { RestrictNullSessAccess: 0 },
    [client]: { AllowInsecureGuestAuth: 1 },
  }
  const found = await lookAt({ registry, sockets: [bound(445, 'tcp', 4)] })
  expect(found['windows-sharing']).toEqual([
    'null-session information any -',
    'insecure-guest-logon information any -',
  ])
  const policy = 'SOFTWARE\\Policies\\Microsoft\\Windows\\LanmanWorkstation'
  const forbidden = {
    [server]: {},
    [client]: { AllowInsecureGuestAuth: 1 },
    [policy]: { AllowInsecureGuestAuth: 0 },
  }
  expect(await lookAt({ registry: forbidden })).toEqual({ 'windows-sharing': [] })
})

test.each([
  [
    { registry: { 'SOFTWARE\\TightVNC\\Server': { UseVncAuthentication: 0 } } },
    'no-password administer any -',
  ],
  [
    { registry: { 'SOFTWARE\\TigerVNC\\WinVNC4': { SecurityTypes: 'VncAuth,None' } } },
    'no-password administer any -',
  ],
  [
    { files: { 'C:\\ProgramData\\UltraVNC\\ultravnc.ini': '[admin]\r\nAuthRequired=0\r\n' } },
    'no-password administer any 2',
  ],
  [{ registry: { 'SOFTWARE\\TightVNC\\Server': { UseVncAuthentication: 1 } } }, null],
] as const)('VNC on Windows with %j leaves open %j', async (parts: WindowsParts, opening) => {
  const found = await lookAt(parts)
  expect(found).toEqual({ vnc: opening === null ? [] : [opening] })
})

test('an FTP site of IIS that lets everybody in, and web pages that do', async () => {
  const auth = (on: boolean) => `<anonymousAuthentication enabled="${on}" userName="IUSR" />`
  const config = (ftp: boolean) =>
    `<authentication>${auth(true)}</authentication>\n<ftpServer>\n<security>\n${auth(ftp)}\n</security>\n</ftpServer>\n`
  expect(await lookAt({ files: { [iis]: config(true) } })).toEqual({
    'iis-ftp': ['anonymous read any 4'],
  })
  expect(await lookAt({ files: { [iis]: config(false) } })).toEqual({ 'iis-ftp': [] })
  expect(await lookAt({ files: { [iis]: auth(true) } })).toEqual({})
})

describe('the first site of IIS', () => {
  const root = 'C:\\inetpub\\wwwroot'
  const welcome = {
    [`${root}\\iisstart.htm`]: '<html>\n<head>\n<title>IIS Windows Server</title>\n',
    [`${root}\\iisstart.png`]: '',
  }
  const site = (folder: string, documents = '') => `<sites>
<site name="Default Web Site" id="1">
<application path="/">
<virtualDirectory path="/" physicalPath="${folder}" />
</application>
<bindings>
<binding protocol="http" bindingInformation="*:80:" />
</bindings>
</site>
</sites>
${documents}`
  const delivered = site('%SystemDrive%\\inetpub\\wwwroot')
  const documents = (...names: string[]) =>
    `<defaultDocument enabled="true">\n<files>\n${names.map((name) => `<add value="${name}" />\n`).join('')}</files>\n</defaultDocument>\n`
  const look = (config: string, files: Record<string, string> = welcome) =>
    lookAt({ files: { ...files, [iis]: config }, sockets: [bound(80, 'tcp', 4)] })

  test('that shows the page it was delivered with is told', async () => {
    expect(await look(delivered)).toEqual({ iis: ['welcome-page information any 4'] })
  })
  test.each<[string, string, Record<string, string>]>([
    ['a page of its own', delivered, { ...welcome, [`${root}\\index.html`]: '<title>Sở Y tế' }],
    ['an application', delivered, { ...welcome, [`${root}\\web.config`]: '<configuration>' }],
    [
      'its own words in that page',
      delivered,
      { [`${root}\\iisstart.htm`]: '<title>Sở Y tế</title>' },
    ],
    ['no such page', delivered, {}],
    [
      'another page first',
      site('%SystemDrive%\\inetpub\\wwwroot', documents('trang-chu.htm', 'iisstart.htm')),
      { ...welcome, [`${root}\\trang-chu.htm`]: '' },
    ],
    [
      'the page in no list',
      site('%SystemDrive%\\inetpub\\wwwroot', documents('index.htm')),
      welcome,
    ],
  ])('with %s is not', async (_, config, files) => {
    expect(await look(config, files)).toEqual({ iis: [] })
  })
  test('in a folder of its own is not told at all', async () => {
    expect(await look(site('D:\\web'))).toEqual({})
  })
  test('is read the same from a recording, which holds no name and no folder', async () => {
    const own = site('D:\\web\\so-y-te').replace('Default Web Site', 'Sở Y tế')
    const [file] = serviceFiles.filter(({ path }) => path.test(iis))
    const reduced = file?.redact(
      `${own}\n${site('%SystemDrive%\\inetpub\\wwwroot', documents('iisstart.htm'))}`,
    )
    expect(reduced).not.toMatch(/Default Web|Sở|so-y-te/)
    expect(await look(reduced ?? '')).toEqual({ iis: ['welcome-page information any 15'] })
  })
})

test('a key that cannot be read is not known', async () => {
  const registry = { [`${snmp}\\ValidCommunities`]: { because: 'not-permitted' } } as const
  const facts = await serviceDefaults(aWindowsMachine({ registry, processes: [] }), aLook())
  expect(facts).toMatchObject({
    services: [{ openings: [], unseen: { because: 'not-permitted' } }],
  })
})
