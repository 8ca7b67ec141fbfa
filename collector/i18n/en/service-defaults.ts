import type { services as vi } from '../vi/service-defaults.ts'

/** Services of a machine that were left at their defaults, and how each is put right. */
export const services = {
  'services.none': 'Looked, and none of the services in question is there.',
  'services.title': 'Services left at their defaults',
  'services.service': 'Service',
  'services.state': 'State',
  'services.closed': 'Not left open',
  'services.idle': 'does not run',
  'services.by-question': 'by one question inside the computer, at most once a day',
  'services.line': 'line {line}',
  'services.rule': 'rule {rule}',
  'services.no-line': 'no line says otherwise',
  'services.how': 'How to correct it',
  'serviceOpening.no-password': 'asks for no password',
  'serviceOpening.default-community': 'answers to a default community',
  'serviceOpening.factory-password': 'default password of the maker',
  'serviceOpening.security-disabled': 'its security is switched off',
  'serviceOpening.trust-all': 'trusts whoever connects without a password',
  'serviceOpening.stored-password':
    'the database password lies in the configuration, so whoever opens the page is in',
  'serviceOpening.empty-password-allowed': 'allows empty passwords',
  'serviceOpening.guest': 'lets guests in without a password',
  'serviceOpening.anonymous': 'allows anonymous sign-in',
  'serviceOpening.null-session': 'allows sessions without a name',
  'serviceOpening.insecure-guest-logon': 'this computer signs in to other servers as a guest',
  'serviceOpening.welcome-page':
    'still shows the page it was delivered with, which names the web server',
  'serviceOpening.first-password':
    'not known whether the default administrator password was changed',
  'serviceOpens.administer': 'administer everything',
  'serviceOpens.write': 'read and change data',
  'serviceOpens.read': 'read data',
  'serviceOpens.information': 'see general information only',
  'serviceWhere.by-question': 'by one question inside the computer',
  'services.remedy.redis':
    'In redis.conf set "requirepass" to a long password (or give "user default" one), keep "bind 127.0.0.1 -::1" and "protected-mode yes", then "systemctl restart redis-server".',
  'services.remedy.mongodb':
    'Create an administrator with mongosh ("db.createUser" in the database admin), set "security: authorization: enabled" in mongod.conf, keep "bindIp: 127.0.0.1" where nobody else needs it, then "systemctl restart mongod".',
  'services.remedy.postgresql':
    'In pg_hba.conf replace "trust" on the line named by "scram-sha-256" (or "peer" on a local line), give the account a password with "ALTER ROLE … PASSWORD", then "SELECT pg_reload_conf()".',
  'services.remedy.mysql':
    'Delete the line skip-grant-tables if there is one and restart the service. Give root a password with "ALTER USER" or run "mysql_secure_installation" (MariaDB on Debian: let root sign in by unix_socket).',
  'services.remedy.elasticsearch':
    'Set "xpack.security.enabled: true" (OpenSearch: "plugins.security.disabled: false"), restart, then set the password with "bin/elasticsearch-reset-password -u elastic".',
  'services.remedy.tomcat':
    'In tomcat-users.xml change the password or delete the account on the line named; where nobody uses the pages of the manager, remove the applications manager and host-manager; then restart Tomcat.',
  'services.remedy.jenkins':
    'Manage Jenkins, Security: choose where accounts are kept and "Logged-in users can do anything" or stricter; take the rights of Anonymous away.',
  'services.remedy.grafana':
    'Change the administrator password with "grafana-cli admin reset-admin-password", then write "disable_initial_admin_creation = true" under [security] of grafana.ini to state that it was set.',
  'services.remedy.phpmyadmin':
    "In config.inc.php set AllowNoPassword to false and auth_type to 'cookie', delete the password that stands there and change it in the database.",
  'services.remedy.snmp':
    'Linux: in snmpd.conf delete the line with "public" or "private", create an SNMPv3 user with "net-snmp-create-v3-user", keep "agentaddress 127.0.0.1,[::1]" where nobody else needs it. Windows: SNMP Service, tab Security, remove that community and accept packets from the monitoring computer alone.',
  'services.remedy.vnc':
    'Set a VNC password and a security type that asks for it (TigerVNC: "SecurityTypes=VncAuth,TLSVnc"; UltraVNC: AuthRequired=1; TightVNC: Require VNC authentication), and allow connections from this computer or a VPN alone.',
  'services.remedy.vsftpd':
    'In vsftpd.conf set "anonymous_enable=NO", then "systemctl restart vsftpd".',
  'services.remedy.proftpd':
    'In proftpd.conf delete or comment out the whole part <Anonymous> … </Anonymous>, then "systemctl restart proftpd".',
  'services.remedy.iis-ftp':
    'IIS Manager, the FTP site, FTP Authentication: disable Anonymous Authentication, enable Basic Authentication together with FTP SSL.',
  'services.remedy.iis':
    'IIS Manager: where nobody uses the site, remove the role Web Server (IIS) or stop "Default Web Site"; else let the site lead to a folder of its own and delete iisstart.htm and iisstart.png in C:\\inetpub\\wwwroot.',
  'services.remedy.samba':
    'In smb.conf set "guest ok = no" for the share on the line named and list "valid users", then "systemctl reload smbd".',
  'services.remedy.windows-sharing':
    'Set RestrictNullSessAccess = 1 (key LanmanServer\\Parameters) and AllowInsecureGuestAuth = 0 (policy "Enable insecure guest logons": Disabled), then restart the computer.',
} as const satisfies Record<keyof typeof vi, string>
