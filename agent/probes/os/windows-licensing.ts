import type { Facts } from '#protocol/facts/registry.ts'
import { isUnknown, unknown, type Maybe } from '#protocol/values.ts'
import type { Answer } from '../../system.ts'
import type { CimInstance } from '../../windows-system.ts'
import { unknownFrom } from '../answers.ts'
import { booleanOf, numberOf, textOf } from '../windows/cim.ts'

type OsFacts = Facts<'os'>
type Activation = Extract<OsFacts['activation'], string>
type Licences = Answer<readonly CimInstance[]>

/** Windows among the products that one licence service serves; Office is another. */
const windowsApplicationId = '55c92734-d682-4d71-983e-d6ec3f16059f'

/** The years of extended updates of Windows 10. Source: Microsoft, "Enable ESU", activation ids. */
const extendedUpdateIds: ReadonlySet<string> = new Set([
  'f520e45e-7413-4a34-a497-d2765967d094',
  '1043add5-23b1-4afb-9a0f-64343c8f3f8d',
  '83d49986-add3-41d7-ba33-87c7bfb5c0fb',
])

/**
 * LicenseStatus in words: 2 to 4 and 6 are days of grace, 5 is the black desktop. Source:
 * Microsoft, "SoftwareLicensingProduct class". Not checked on a real machine.
 */
const statuses: ReadonlyMap<number, Activation> = new Map([
  [0, 'not-activated'],
  [1, 'activated'],
  [2, 'grace'],
  [3, 'grace'],
  [4, 'grace'],
  [5, 'notification'],
  [6, 'grace'],
])

/** Whether Windows is activated: one activated licence is enough, without any it is unknown. */
export function activationOf(licences: Licences): Maybe<Activation> {
  if (!licences.ok) return unknownFrom(licences, 'licensing')
  const own = licences.value.filter((each) => isOfWindows(each) && !isAddOn(each))
  const states = own.map(statusOf)
  const known = states.filter((state) => !isUnknown(state))
  if (known.includes('activated')) return 'activated'
  const [first] = known
  if (first !== undefined && known.length === states.length) return first
  return states.find(isUnknown) ?? unknown('not-understood', 'no licence of Windows with a key')
}

/**
 * `esu` where a licence for extended updates is activated. Empty: no licence is, and no update has
 * come that only such a programme gives. The programme for consumers leaves no licence here.
 */
export function supportProgramsOf(
  licences: Licences,
  build: { number: number; revision: number | null },
): OsFacts['supportPrograms'] {
  if (!licences.ok) return unknownFrom(licences, 'licensing')
  const extended = licences.value.filter((each) => isOfWindows(each) && isExtended(each))
  const states = extended.map(statusOf)
  if (states.includes('activated')) return ['esu']
  const unclear = states.find(isUnknown)
  if (unclear) return unclear
  const isBeyond = build.number === lastOfTen.number && (build.revision ?? 0) > lastOfTen.revision
  return isBeyond ? unknown('not-understood', 'extended updates came without a licence') : []
}

/**
 * The last update of Windows 10 22H2 for everybody, of November 2025. Source: Microsoft's update
 * history of Windows 10 as found in public package lists; not checked on a real machine.
 */
const lastOfTen = { number: 19_045, revision: 6466 }

/** The question asks for licences with a product key alone; the key itself is not told. */
function isOfWindows(licence: CimInstance): boolean {
  const application = textOf(licence, 'ApplicationID')
  return !isUnknown(application) && application?.toLowerCase() === windowsApplicationId
}

/** An add-on extends a licence and is none of the system itself. */
function isAddOn(licence: CimInstance): boolean {
  return booleanOf(licence, 'LicenseIsAddon') === true || isExtended(licence)
}

/** By id, or by the name that all years share, e.g. `Windows(R), Client-ESU-Year1 add-on`. */
function isExtended(licence: CimInstance): boolean {
  const id = textOf(licence, 'ID')
  if (typeof id === 'string' && extendedUpdateIds.has(id.toLowerCase())) return true
  return ['Name', 'LicenseFamily'].some((property) => {
    const value = textOf(licence, property)
    return typeof value === 'string' && /\b(Client|Server)-ESU-/i.test(value)
  })
}

function statusOf(licence: CimInstance): Maybe<Activation> {
  const status = numberOf(licence, 'LicenseStatus')
  if (isUnknown(status)) return status
  const state = status === null ? undefined : statuses.get(status)
  return state ?? unknown('not-understood', 'LicenseStatus: a number without a meaning')
}
