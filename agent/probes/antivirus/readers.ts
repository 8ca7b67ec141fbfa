import type { AntivirusReaderId } from '#protocol/readers.ts'
import type { AntivirusReader } from './reader.ts'
import { bitdefender } from './readers/bitdefender.ts'
import { clamav } from './readers/clamav.ts'
import { cortex } from './readers/cortex.ts'
import { crowdstrike } from './readers/crowdstrike.ts'
import { deepSecurity } from './readers/deep-security.ts'
import { drweb } from './readers/drweb.ts'
import { eset } from './readers/eset.ts'
import { kesl } from './readers/kesl.ts'
import { mdatp } from './readers/mdatp.ts'
import { presence } from './readers/presence.ts'
import { sentinelone } from './readers/sentinelone.ts'
import { sophos } from './readers/sophos.ts'

/** The readers compiled for Linux. A row that names another one shows only that its product is there. */
export const linuxReaders: { readonly [Id in AntivirusReaderId]?: AntivirusReader } = {
  bitdefender,
  clamav,
  cortex,
  crowdstrike,
  'deep-security': deepSecurity,
  drweb,
  eset,
  kesl,
  mdatp,
  presence,
  sentinelone,
  sophos,
}
