import { describe, expect, test } from 'vitest'
import { inShort, listening, lookAt, withSockets } from './look-at.ts'

/** The lines of Debian 12's own snmpd.conf, 5.9.3+dfsg-2, without its comments. */
const debianSnmpd = `sysLocation    Sitting on the Dock of the Bay
sysContact     Me <me@example.org>
agentaddress  127.0.0.1,[::1]
view   systemonly  included   .1.3.6.1.2.1.1
rocommunity  public default -V systemonly
rocommunity6 public default -V systemonly
rouser authPrivUser authpriv -V systemonly
includeDir /etc/snmp/snmpd.conf.d
`
const snmp = (content: string) => lookAt('snmp', { files: { '/etc/snmp/snmpd.conf': content } })

describe('SNMP', () => {
  test.each([
    [debianSnmpd, ['default-community information loopback 5']],
    [debianSnmpd.replace(/agentaddress.*\n/, ''), ['default-community information any 4']],
    ['agentaddress udp:161\nrwcommunity private\n', ['default-community write any 2']],
    ['agentaddress udp:10.1.2.3:161\nrocommunity public\n', ['default-community read lan 2']],
    ['agentaddress unix:/run/snmpd\nrocommunity public\n', ['default-community read loopback 2']],
    ['rocommunity public 192.168.1.0/24\n', ['default-community read lan 1']],
    ['rocommunity public localhost\n', ['default-community read loopback 1']],
    ['com2sec readonly default public\n', ['default-community read any 1']],
    ['rocommunity Chuoi-Rieng-Cua-Tinh\n', []],
    ['# rocommunity public\n', []],
  ])('with %j leaves open %j', async (content, openings) => {
    expect(inShort(await snmp(content))).toEqual(openings)
  })

  test('counts what really listens, whatever the file says', async () => {
    const sockets = listening('snmpd', '0.0.0.0:161', 'udp')
    const files = { '/etc/snmp/snmpd.conf': debianSnmpd }
    expect(await lookAt('snmp', withSockets(sockets, { files }))).toMatchObject({
      isRunning: true,
      openings: [{ exposure: 'any' }],
    })
  })
})

const tomcatFile = '/etc/tomcat9/tomcat-users.xml'
const users = (user: string) => `<?xml version="1.0"?>
<!-- <user username="tomcat" password="s3cret" roles="manager-gui"/> -->
<tomcat-users>
  ${user}
</tomcat-users>`

test.each([
  [
    '<user username="tomcat" password="s3cret" roles="tomcat,manager-gui"/>',
    'tomcat-manager-how-to',
  ],
  [
    "<user roles='admin-gui' name='admin'\n password='&lt;must-be-changed>' />",
    'tomcat-example-admin',
  ],
  ['<user username="tomcat" password="s3cret" roles="tomcat"/>', null],
  ['<user username="tomcat" password="mot-mat-khau-khac" roles="manager-gui"/>', null],
])('Tomcat with %s fits the rule %s', async (user, rule) => {
  const service = await lookAt('tomcat', { files: { [tomcatFile]: users(user) } })
  expect(service?.openings.map((opening) => opening.rule)).toEqual(rule === null ? [] : [rule])
  expect(service?.openings[0]?.place?.line ?? 4).toBe(4)
})

test.each([
  [
    'jenkins',
    '/var/lib/jenkins/config.xml',
    '<a>\n<useSecurity>false</useSecurity>\n',
    ['security-disabled administer any 2'],
  ],
  ['jenkins', '/var/lib/jenkins/config.xml', '<useSecurity>true</useSecurity>\n', []],
  [
    'grafana',
    '/etc/grafana/grafana.ini',
    '[security]\n;admin_password = admin\n',
    ['first-password administer any -'],
  ],
  ['grafana', '/etc/grafana/grafana.ini', '[security]\nadmin_password = khac\n', []],
  ['grafana', '/etc/grafana/grafana.ini', '[auth]\ndisable_login_form = true\n', []],
  [
    'phpmyadmin',
    '/etc/phpmyadmin/config.inc.php',
    "$cfg['Servers'][$i]['AllowNoPassword'] = TRUE;\n",
    ['empty-password-allowed write any 1'],
  ],
  [
    'phpmyadmin',
    '/etc/phpmyadmin/config.inc.php',
    "// $cfg['Servers'][$i]['AllowNoPassword'] = true;\n",
    [],
  ],
  [
    'phpmyadmin',
    '/etc/phpmyadmin/config.inc.php',
    "$cfg['Servers'][$i]['auth_type'] = 'config';\n$cfg['Servers'][$i]['password'] = 'bi-mat';\n",
    ['stored-password write any 1'],
  ],
  ['vsftpd', '/etc/vsftpd.conf', 'listen=YES\n', ['anonymous read any -']],
  ['vsftpd', '/etc/vsftpd.conf', 'anonymous_enable=NO\n', []],
  [
    'vsftpd',
    '/etc/vsftpd.conf',
    'anonymous_enable=YES\nwrite_enable=YES\nanon_upload_enable=YES\n',
    ['anonymous write any 1'],
  ],
  [
    'proftpd',
    '/etc/proftpd/proftpd.conf',
    '<Anonymous ~ftp>\n</Anonymous>\n',
    ['anonymous read any 1'],
  ],
  ['proftpd', '/etc/proftpd/proftpd.conf', '# <Anonymous ~ftp>\n', []],
  [
    'vnc',
    '/etc/tigervnc/vncserver-config-mandatory',
    '$SecurityTypes = "None";\n',
    ['no-password administer any 1'],
  ],
  [
    'samba',
    '/etc/samba/smb.conf',
    '[global]\nmap to guest = bad user\n[chung]\nguest ok = yes\n',
    ['guest read any 4'],
  ],
  [
    'samba',
    '/etc/samba/smb.conf',
    '[chung]\npublic = yes\nread only = no\n',
    ['guest write any 2'],
  ],
  [
    'samba',
    '/etc/samba/smb.conf',
    '[in]\nguest ok = yes\nprintable = yes\n[rieng]\npath = /srv\n',
    [],
  ],
] as const)('%s by %s with %j leaves open %j', async (...given) => {
  const [product, file, content, openings] = given
  expect(inShort(await lookAt(product, { files: { [file]: content } }))).toEqual(openings)
})

test('a machine without any of them tells none', async () => {
  for (const product of ['redis', 'postgresql', 'mysql', 'snmp', 'vsftpd'] as const) {
    expect(await lookAt(product, {})).toBe(null)
  }
})

test('one that runs without a configuration in the usual places is not known', async () => {
  const sockets = listening('grafana', '10.1.2.3:3000')
  expect(await lookAt('grafana', withSockets(sockets))).toEqual({
    product: 'grafana',
    isRunning: true,
    openings: [],
    unseen: {
      state: 'unknown',
      because: 'not-readable',
      detail: 'no configuration in the usual places',
    },
  })
})
