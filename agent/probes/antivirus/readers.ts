import type { AntivirusReader } from './reader.ts'
import { bitdefender } from './readers/bitdefender.ts'
import { clamav } from './readers/clamav.ts'
import { cortex } from './readers/cortex.ts'
import { crowdstrike } from './readers/crowdstrike.ts'
import { deepSecurity } from './readers/deep-security.ts'
import { drweb } from './readers/drweb.ts'
import { esetEndpoint, esetServer } from './readers/eset.ts'
import { kesl } from './readers/kesl.ts'
import { mdatp } from './readers/mdatp.ts'
import { sentinelone } from './readers/sentinelone.ts'
import { sophos } from './readers/sophos.ts'

/** Every product that Linux agents know, in the order in which they are told. */
export const readers: readonly AntivirusReader[] = [
  bitdefender,
  clamav,
  cortex,
  crowdstrike,
  deepSecurity,
  drweb,
  esetEndpoint,
  esetServer,
  kesl,
  mdatp,
  sentinelone,
  sophos,
]
