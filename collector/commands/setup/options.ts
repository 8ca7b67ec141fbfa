import { knownSettings } from '../../config-file.ts'
import type { SetupAsked } from '../setup.ts'

const text = { type: 'string' } as const

/** The options of setup. */
export const settingOptions = {
  province: text,
  address: text,
  listen: text,
  data: text,
  certificate: text,
  key: text,
  backups: text,
  answers: { type: 'string', default: '' },
  administrator: { type: 'string', default: 'admin' },
  'password-file': { type: 'string', default: '' },
  'dry-run': { type: 'boolean', default: false },
} as const

/** What the options of a command line ask setup for. */
export function setupAsked(
  values: Options & {
    readonly answers: string
    readonly administrator: string
    readonly 'password-file': string
    readonly 'dry-run': boolean
  },
): SetupAsked {
  const given = knownSettings({
    KHIEN_PROVINCE: values.province,
    KHIEN_ADDRESS: values.address,
    KHIEN_LISTEN: values.listen,
    KHIEN_DATA_DIR: values.data,
    KHIEN_TLS_CERT_FILE: values.certificate,
    KHIEN_TLS_KEY_FILE: values.key,
    KHIEN_BACKUP_DIR: values.backups,
  })
  const { administrator, answers: answersFile } = values
  const passwordFile = values['password-file']
  return { given, answersFile, administrator, passwordFile, isDryRun: values['dry-run'] }
}

type SettingOption = 'province' | 'address' | 'listen' | 'data' | 'certificate' | 'key' | 'backups'
type Options = { readonly [Name in SettingOption]?: string | undefined }
