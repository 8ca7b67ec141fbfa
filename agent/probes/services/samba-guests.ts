import { unknown } from '#protocol/values.ts'
import { isMissing, unknownFrom } from '../answers.ts'
import { includesOthers, namelessShares, smbSettings, type SmbSetting } from '../smb-conf.ts'
import { isYes } from './ini.ts'
import { presenceOf } from './reach.ts'
import { openingOf, serviceOf, type ServiceReader } from './found-service.ts'

const file = '/etc/samba/smb.conf'
/** Synonyms. Source: smb.conf(5) of Samba 4.17. */
const guest = ['guestok', 'public']
const writable = ['writable', 'writeable', 'writeok']
const printing = ['printable', 'printok']

/** Shares of Samba that everybody on the network may open. Printers are none. Which share it is stays on the machine. */
export const readSambaGuests: ServiceReader = async (system, running) => {
  const presence = presenceOf(running, { programs: ['smbd'], ports: [445] })
  const answer = await system.readFile(file)
  if (!answer.ok) {
    const unseen = unknownFrom(answer, 'smb.conf')
    return isMissing(answer) ? [] : [serviceOf('samba', presence, { openings: [], unseen })]
  }
  const settings = smbSettings(answer.value)
  const openings = openShares(settings).map(({ opens, line }) =>
    openingOf({
      kind: 'guest',
      opens,
      exposure: presence.reach ?? 'any',
      at: { file, line },
    }),
  )
  const unseen = includesOthers(settings)
    ? unknown('not-understood', 'smb.conf includes other settings')
    : null
  return [serviceOf('samba', presence, { openings, unseen })]
}

type OpenShare = { readonly opens: 'read' | 'write'; readonly line: number }

function openShares(settings: readonly SmbSetting[]): OpenShare[] {
  const shares = Map.groupBy(settings, ({ section }) => section)
  const common = shares.get('global') ?? []
  return [...shares].flatMap(([section, own]): OpenShare[] => {
    if (namelessShares.includes(section)) return []
    const all = [...common, ...own]
    const open = lastOf(all, guest)
    if (!open || !isYes(open.value) || isYes(lastOf(all, printing)?.value ?? '')) return []
    if (lastOf(own, ['available'])?.value.toLowerCase() === 'no') return []
    return [{ opens: isWritable(all) ? 'write' : 'read', line: open.line }]
  })
}

function lastOf(settings: readonly SmbSetting[], keys: readonly string[]): SmbSetting | undefined {
  return settings.findLast(({ key }) => keys.includes(key))
}

/** `read only` and `writable` say the same thing the other way round; the last word holds. */
function isWritable(settings: readonly SmbSetting[]): boolean {
  const last = lastOf(settings, [...writable, 'readonly'])
  return last !== undefined && writable.includes(last.key) === isYes(last.value)
}
