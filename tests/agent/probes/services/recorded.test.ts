import { expect, test } from 'vitest'
import { serviceDefaults } from '#agent/probes/services/index.ts'
import { parseRecording, recordSystem, replaySystem } from '#agent/recording.ts'
import type { System } from '#agent/system.ts'
import { aLook, aMachine } from '../../machine.ts'
import { aWindowsMachine } from '../../windows-machine.ts'
import { isUnknown } from '#protocol/values.ts'

const look = aLook()
const secret = 'mat-khau-cua-tinh'
const open = `roles="manager-gui"`

const linux = aMachine({
  files: {
    '/etc/redis/redis.conf': `bind 0.0.0.0\nprotected-mode no\nmasterauth ${secret}\ninclude /etc/redis/own.conf\n`,
    '/etc/redis/own.conf': `aclfile /etc/redis/users.acl\n`,
    '/etc/redis/users.acl': `user an on >${secret} ~* +@all\nuser default on nopass >${secret}\n`,
    '/etc/mongod.conf': `storage:\n  dbPath: /srv/${secret}\nnet:\n  bindIp: 0.0.0.0\n`,
    '/etc/postgresql/15/main/pg_hba.conf': `local ${secret} ${secret} md5\nhost ${secret} all 0.0.0.0/0 trust\n`,
    '/etc/postgresql/15/main/postgresql.conf': `listen_addresses = '*'\nssl_passphrase_command = '${secret}'\n`,
    '/etc/mysql/my.cnf': `[client]\npassword=${secret}\n[mysqld]\nskip-grant-tables\n`,
    '/etc/elasticsearch/elasticsearch.yml': `xpack.security.enabled: false\nxpack.http.password: ${secret}\nnode.name: ${secret}\n`,
    '/etc/tomcat9/tomcat-users.xml': `<user username="${secret}" password="${secret}" ${open}/>\n<user username="tomcat" password="s3cret" ${open}/>\n`,
    '/var/lib/jenkins/config.xml': `<x>${secret}</x>\n<useSecurity>false</useSecurity><y>${secret}</y>\n`,
    '/etc/grafana/grafana.ini': `[database]\npassword = ${secret}\n[security]\nsecret_key = ${secret}\n`,
    '/etc/phpmyadmin/config.inc.php': `$cfg['Servers'][$i]['auth_type'] = 'config';\n$cfg['Servers'][$i]['password'] = '${secret}';\n`,
    '/etc/snmp/snmpd.conf': `rocommunity ${secret}\ncreateUser a MD5 ${secret}\nrwcommunity private\ncom2sec ${secret} default public\n`,
    '/etc/vsftpd.conf': `ftpd_banner=${secret}\nanonymous_enable=YES\n`,
    '/etc/proftpd/proftpd.conf': `ServerName ${secret}\n<Anonymous /srv/${secret}>\n`,
    '/etc/vnc.conf': `$password = "${secret}";\nSecurityTypes=None\n`,
    '/etc/samba/smb.conf': `[global]\nworkgroup = ${secret}\n[${secret}]\npath = /srv/${secret}\nguest ok = yes\n`,
  },
})

const windows = aWindowsMachine({
  processes: [],
  services: [],
  sockets: [],
  registry: {
    'SYSTEM\\CurrentControlSet\\Services\\SNMP\\Parameters\\ValidCommunities': {
      public: 4,
      [secret]: 8,
    },
    'SOFTWARE\\TightVNC\\Server': {
      UseVncAuthentication: 0,
      Password: { type: 'binary', value: 'ab'.repeat(8) },
    },
  },
  files: {
    'C:\\ProgramData\\UltraVNC\\ultravnc.ini': `[ultravnc]\npasswd=${secret}\n[admin]\nAuthRequired=0\n`,
    'C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config': `<add password="${secret}" />\n<ftpServer name="${secret}">\n<anonymousAuthentication enabled="true" password="${secret}" />\n</ftpServer>\n`,
  },
})

test.each([
  ['Linux', linux, 15],
  ['Windows', windows, 4],
] as const)(
  'a recording of %s gives the same facts as its machine, without secrets',
  async (_name, machine: System, count) => {
    const recorder = recordSystem(machine, { pseudonym: look.pseudonym, nowMs: look.nowMs })
    const recorded = await serviceDefaults(recorder.system, look)
    const text = JSON.stringify(recorder.recording())
    const facts = await serviceDefaults(machine, look)
    if (isUnknown(facts)) throw new Error(facts.detail)
    expect(
      facts.services.filter(({ openings }) => openings.length > 0).length,
    ).toBeGreaterThanOrEqual(count - 1)
    expect(recorded).toEqual(facts)
    expect(await serviceDefaults(replaySystem(parseRecording(text)), look)).toEqual(facts)
    expect(text).not.toContain(secret)
    expect(text).not.toContain('s3cret')
    expect(JSON.stringify(facts)).not.toContain(secret)
  },
)
