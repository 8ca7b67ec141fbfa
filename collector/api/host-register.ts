import { dayOf } from '#domain/register.ts'
import type { HostRegisterView } from '#protocol/host-register.ts'
import { hostId as hostIdOf, type HostId } from '#protocol/values.ts'
import type { Store } from '#collector/deps.ts'
import type { ListedHost } from '#store/hosts.ts'
import { countsForOn } from '#store/register/counts-for.ts'
import { countedRegisters, type CountedRegister, type RegisterLook } from './register-look.ts'
import { decisionOn, pairView } from './register-matches.ts'

type Look = Omit<RegisterLook, 'agencyId' | 'knownAt'>
type Decisions = Awaited<ReturnType<typeof countedRegisters>>['decisions']

/** Which machine of the register a host is, in the register of the agency that it counts for. */
export async function hostRegisterOf(
  store: Pick<Store, 'reader'>,
  host: ListedHost,
  look: Look,
): Promise<HostRegisterView> {
  const { register, decisions } = await registerOf(store, host.agency.id, look)
  const { shownMs: asOfMs } = look
  if (!register) {
    const { id, name } = host.agency
    return {
      asOfMs,
      agency: { id, name },
      found: { state: 'none', because: 'not-in-scope', listed: 0 },
    }
  }
  return { asOfMs, agency: register.agency, found: findIn(register, decisions, host.id) }
}

function findIn(
  register: CountedRegister,
  decisions: Decisions,
  hostId: string,
): HostRegisterView['found'] {
  const match = register.matches.find((one) => one.hostId === hostId)
  const view = match && pairView(register, match)
  if (match && view) {
    const decision = decisionOn(match, decisions)
    return { state: 'matched', match: { ...view, basis: match.basis, decision } }
  }
  const doubts = register.doubts
    .filter((one) => one.hostId === hostId)
    .flatMap((doubt) => {
      const pair = pairView(register, doubt)
      return pair ? [{ ...pair, reasons: [...doubt.reasons] }] : []
    })
  if (doubts.length > 0) return { state: 'doubtful', doubts }
  const listed = register.machines.length
  return { state: 'none', because: whyNone(register, decisions, hostId), listed }
}

function whyNone({ machines, counts }: CountedRegister, decisions: Decisions, hostId: string) {
  if (machines.length === 0) {
    return Object.keys(counts).length > 0 ? 'only-counted' : 'nothing-declared'
  }
  const listed = new Set(machines.map(({ entryId }) => entryId))
  const isRejected = decisions.some(
    (one) => one.decision === 'rejected' && one.hostId === hostId && listed.has(one.entryId),
  )
  return isRejected ? 'rejected' : 'no-sign-agrees'
}

/** The host that a machine of the register is; null: none that is known. */
export async function hostOfEntry(
  store: Pick<Store, 'reader'>,
  { entryId, agencyId }: { readonly entryId: string; readonly agencyId: string },
  look: Look,
): Promise<{ hostId: HostId; hostname: string } | null> {
  const { register } = await registerOf(store, agencyId, look)
  const hostId = register?.matches.find((one) => one.entryId === entryId)?.hostId
  const host = register?.hosts.find((one) => one.hostId === hostId)
  return host ? { hostId: hostIdOf.parse(host.hostId), hostname: host.hostname } : null
}

/** The register of the agency that another counts for on the day; absent where it is not of the scope. */
async function registerOf(store: Pick<Store, 'reader'>, agencyId: string, look: Look) {
  const day = { asOfDay: dayOf(look.shownMs), knownAtMs: null }
  const heir = (await countsForOn(store.reader, day)).get(agencyId)
  const { agencies, decisions } = await countedRegisters(store, {
    ...look,
    agencyId: heir ?? agencyId,
  })
  return { register: agencies[0], decisions }
}
