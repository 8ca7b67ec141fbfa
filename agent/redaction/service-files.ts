import { reduceElasticsearchLine } from '../probes/services/elasticsearch.ts'
import { reduceProftpdLine, reduceVsftpdLine } from '../probes/services/ftp.ts'
import { reduceGrafanaLine } from '../probes/services/grafana.ts'
import { reduceApplicationHostLine } from '../probes/services/iis-ftp.ts'
import { reduceWelcomeLine } from '../probes/services/iis.ts'
import { reduceJenkinsLine } from '../probes/services/jenkins.ts'
import { reduceMongodLine } from '../probes/services/mongodb.ts'
import { reduceMysqlLine } from '../probes/services/mysql.ts'
import { reducePhpmyadminLine } from '../probes/services/phpmyadmin.ts'
import { reduceRuleLine, reduceSettingLine } from '../probes/services/postgresql.ts'
import { reduceRedisLine } from '../probes/services/redis.ts'
import { reduceSnmpdLine } from '../probes/services/snmpd.ts'
import { reduceTomcatUsers } from '../probes/services/tomcat.ts'
import { reduceVncLine } from '../probes/services/vnc.ts'
import { reduceUltraVncLine } from '../probes/services/windows-vnc.ts'

/**
 * Configurations of services, each reduced to the settings that its reader knows. Every line keeps its number, because
 * the facts say where a setting stands.
 */
export const serviceFiles: readonly { readonly path: RegExp; redact(content: string): string }[] = [
  { path: /^\/etc\/(redis|valkey)\b.*$/, redact: eachLine(reduceRedisLine) },
  { path: /^\/etc\/snmp\/.*$/, redact: eachLine(reduceSnmpdLine) },
  { path: /\/pg_hba\.conf$/, redact: eachLine(reduceRuleLine) },
  { path: /^(\/etc\/postgresql|\/var\/lib\/pgsql)\/.*$/, redact: eachLine(reduceSettingLine) },
  { path: /^\/etc\/(mysql\/.*|my\.cnf.*)$/, redact: eachLine(reduceMysqlLine) },
  { path: /^\/etc\/mongod(b)?\.conf$/, redact: eachLine(reduceMongodLine) },
  { path: /^\/etc\/(elastic|open)search\/.*$/, redact: eachLine(reduceElasticsearchLine) },
  { path: /\/tomcat-users\.xml$/, redact: reduceTomcatUsers },
  { path: /^\/var\/lib\/jenkins\/.*$/, redact: eachLine(reduceJenkinsLine) },
  { path: /^\/etc\/grafana\/.*$/, redact: eachLine(reduceGrafanaLine) },
  { path: /\/config\.inc\.php$/, redact: eachLine(reducePhpmyadminLine) },
  { path: /^\/etc\/(tigervnc\/.*|vnc\.conf|vnc\/.*)$/, redact: eachLine(reduceVncLine) },
  { path: /^\/etc\/vsftpd.*$/, redact: eachLine(reduceVsftpdLine) },
  { path: /^\/etc\/proftpd.*$/, redact: eachLine(reduceProftpdLine) },
  { path: /\\ultravnc\.ini$/i, redact: eachLine(reduceUltraVncLine) },
  { path: /\\iisstart\.htm$/i, redact: eachLine(reduceWelcomeLine) },
  { path: /\\applicationHost\.config$/i, redact: eachLine(reduceApplicationHostLine) },
]

function eachLine(reduce: (line: string) => string): (content: string) => string {
  return (content) => content.split(/\r?\n/).map(reduce).join('\n')
}
