/**
 * Every setting of the product: environment variables, and for the collector lines of its configuration file. An
 * unknown `KHIEN_*` name is refused with the nearest of these.
 */
export const settingNames = [
  'KHIEN_DATA_DIR',
  'KHIEN_PORT',
  'KHIEN_LISTEN',
  'KHIEN_ADDRESS',
  'KHIEN_ADMIN_PASSWORD',
  'KHIEN_DATABASE_URL',
  'KHIEN_PROVINCE',
  'KHIEN_TLS_CERT_FILE',
  'KHIEN_TLS_KEY_FILE',
  'KHIEN_LANGUAGE',
  'KHIEN_CATALOGUE_KEYS',
  'KHIEN_LOG_LEVEL',
  'KHIEN_LDAP_URL',
  'KHIEN_LDAP_STARTTLS',
  'KHIEN_LDAP_BASE',
  'KHIEN_LDAP_BIND_DN',
  'KHIEN_LDAP_BIND_PASSWORD_FILE',
  'KHIEN_LDAP_CA_FILE',
  'KHIEN_LDAP_USER_FILTER',
  'KHIEN_LDAP_GROUPS',
  'KHIEN_OIDC_ISSUER',
  'KHIEN_OIDC_CLIENT_ID',
  'KHIEN_OIDC_CLIENT_SECRET_FILE',
  'KHIEN_OIDC_GROUPS_CLAIM',
  'KHIEN_OIDC_GROUPS',
  'KHIEN_CONFIG_FILE',
  'KHIEN_BACKUP_DIR',
  'KHIEN_BACKUP_HOUR',
  'KHIEN_BACKUP_KEEP_DAYS',
  'KHIEN_BACKUP_KEEP_WEEKS',
  'KHIEN_BACKUP_PASSPHRASE_FILE',
  'KHIEN_AGENT_DATA_DIR',
  'KHIEN_JOIN',
  'KHIEN_JOIN_FILE',
  'KHIEN_NETWORKS',
  'KHIEN_PROXY',
  'KHIEN_LAUNCHED',
  'KHIEN_RELEASE_KEYS',
  'KHIEN_DEVICE_CHECK_KEYS',
] as const
export type SettingName = (typeof settingNames)[number]

/**
 * The first `KHIEN_*` name of an environment that nobody reads, with the known name nearest to it; null: all are known.
 * `isOurs`: all of it is meant for us, so other names count too.
 */
export function findUnknownSetting(
  environment: Readonly<Record<string, string | undefined>>,
  isOurs = false,
): { name: string; nearest: SettingName } | null {
  const known = new Set<string>(settingNames)
  const name = Object.keys(environment)
    .sort()
    .find((key) => (isOurs || key.startsWith('KHIEN_')) && !known.has(key))
  return name === undefined ? null : { name, nearest: nearestSetting(name) }
}

function nearestSetting(name: string): SettingName {
  const [first, ...others] = settingNames
  return others.reduce<SettingName>(
    (best, other) => (editDistance(name, other) < editDistance(name, best) ? other : best),
    first,
  )
}

/** Levenshtein distance: how many characters to insert, delete or replace. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (const [i, character] of [...left].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...right].entries()) {
      const replaced = (row[j] ?? 0) + (character === other ? 0 : 1)
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
