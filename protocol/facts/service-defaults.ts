import { z } from 'zod'
import { maybe, text, unknownValue } from '../values.ts'
import { exposure } from './ports.ts'
import { dayMs, defineFacts, hourMs } from './spec.ts'

/** Services whose defaults are known, with the names that people call them by. */
export const serviceNames = {
  redis: 'Redis',
  mongodb: 'MongoDB',
  postgresql: 'PostgreSQL',
  mysql: 'MySQL/MariaDB',
  elasticsearch: 'Elasticsearch',
  tomcat: 'Tomcat',
  jenkins: 'Jenkins',
  grafana: 'Grafana',
  phpmyadmin: 'phpMyAdmin',
  snmp: 'SNMP',
  vnc: 'VNC',
  vsftpd: 'vsftpd',
  proftpd: 'ProFTPD',
  'iis-ftp': 'IIS FTP',
  iis: 'IIS',
  samba: 'Samba',
  'windows-sharing': 'Windows SMB',
} as const
export type ServiceProduct = keyof typeof serviceNames
export const serviceProducts = Object.keys(serviceNames) as [ServiceProduct, ...ServiceProduct[]]

/** What was left as it is delivered, or opened to everybody. */
export const openingKind = z.enum([
  /** Whoever connects is let in without a password. */
  'no-password',
  /** SNMP answers to `public` or `private`. */
  'default-community',
  /** An account still has the pair of the maker's manual; `rule` says which. */
  'factory-password',
  /** The part that asks who somebody is was switched off. */
  'security-disabled',
  /** Everybody from an address is believed to be whoever they say. */
  'trust-all',
  /** The password of a database lies in the configuration: whoever opens the page is in. */
  'stored-password',
  'empty-password-allowed',
  'guest',
  'anonymous',
  /** Windows tells callers without a name what it shares. */
  'null-session',
  /** This machine, as a client, accepts servers that let it in as a guest. */
  'insecure-guest-logon',
  /** The first password is in a database that is not read: configuration does not decide. */
  'first-password',
  /** The page that says that a server was installed, and which. */
  'welcome-page',
])
export type OpeningKind = z.infer<typeof openingKind>

/** What whoever gets in may do. `information`: see a few names and versions, no content. */
export const opensTo = z.enum(['administer', 'write', 'read', 'information'])
export type OpensTo = z.infer<typeof opensTo>

export const serviceOpening = z.strictObject({
  kind: openingKind,
  /** `question`: one harmless question to the loopback address, see docs/decisions/0041. */
  decidedBy: z.enum(['configuration', 'question']),
  opens: opensTo,
  /** From where it is reached: what the service is bound to, narrowed by what the setting itself allows. */
  exposure: maybe(exposure),
  /** Null: no setting says so. `line` null: the absence of a line does. Never what stands there. */
  place: z.strictObject({ file: text(160), line: z.int().min(1).nullable() }).nullable(),
  /** The rule whose pair fits; null but for `factory-password`. */
  rule: text(60).nullable(),
})
export type ServiceOpening = z.infer<typeof serviceOpening>

export const servicesMax = 32
export const openingsMax = 8

export const serviceDefaults = defineFacts({
  id: 'service-defaults',
  summary:
    'Services of this machine that are still as they were delivered, or let anybody in, by their configuration; where that does not decide, by one harmless question over the loopback address.',
  platforms: ['linux', 'windows'],
  cadenceMs: hourMs,
  validForMs: 2 * dayMs,
  facts: z.strictObject({
    /** Services that are there, sorted by product; one product twice where it has two configurations. */
    services: z
      .array(
        z.strictObject({
          product: z.enum(serviceProducts),
          isRunning: maybe(z.boolean()),
          /** What was found open; empty and `unseen` null: looked, and nothing is. */
          openings: z.array(serviceOpening).max(openingsMax),
          /** Not null: why not all of it could be looked at. */
          unseen: unknownValue.nullable(),
        }),
      )
      .max(servicesMax),
  }),
})
export type ServiceDefault = z.infer<typeof serviceDefaults.facts>['services'][number]
