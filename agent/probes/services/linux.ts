import { readElasticsearch } from './elasticsearch.ts'
import { readProftpd, readVsftpd } from './ftp.ts'
import { readGrafana } from './grafana.ts'
import { readJenkins } from './jenkins.ts'
import { readMongodb } from './mongodb.ts'
import { readMysql } from './mysql.ts'
import { readPhpmyadmin } from './phpmyadmin.ts'
import { readPostgresql } from './postgresql.ts'
import { readRedis } from './redis.ts'
import { readSambaGuests } from './samba-guests.ts'
import type { ServiceReader } from './found-service.ts'
import { readSnmpd } from './snmpd.ts'
import { readTomcat } from './tomcat.ts'
import { readVnc } from './vnc.ts'

/** The products that are looked for on Linux. */
export const linuxServices: readonly ServiceReader[] = [
  readRedis,
  readMongodb,
  readPostgresql,
  readMysql,
  readElasticsearch,
  readTomcat,
  readJenkins,
  readGrafana,
  readPhpmyadmin,
  readSnmpd,
  readVnc,
  readVsftpd,
  readProftpd,
  readSambaGuests,
]
