import { isPrivateNetwork } from './networks.ts'
import { faultOfAddress } from './device-address.ts'
import type { EntryBody, EntryKind } from './register.ts'

/** A body with its kind, so that one tells the type of the other. */
export type KindedBody = {
  [Kind in EntryKind]: { readonly kind: Kind; readonly body: EntryBody<Kind> }
}[EntryKind]

/** A rule that the fields of an entry break together; each field by itself is checked by `entryBodies`. */
export type EntryFault = {
  readonly field: string
  readonly fault:
    | 'reason-missing'
    | 'ends-before'
    | 'more-than-whole'
    | 'network-not-private'
    | 'address-name'
    | 'address-range'
    | 'address-public'
}

/** What is wrong with an entry although each of its fields is right. */
export function faultsOfEntry(entry: KindedBody): readonly EntryFault[] {
  switch (entry.kind) {
    case 'machine': {
      const { state, stateReason } = entry.body
      // What leaves the denominator says why.
      if (state === 'in-use' || stateReason !== null) return []
      return [{ field: 'stateReason', fault: 'reason-missing' }]
    }
    case 'lan': {
      const areAll = (entry.body.networks ?? []).every(isPrivateNetwork)
      return areAll ? [] : [{ field: 'networks', fault: 'network-not-private' }]
    }
    case 'device': {
      const { address, state, stateReason } = entry.body
      const fault = address === null ? null : faultOfAddress(address)
      const faults: EntryFault[] = fault === null ? [] : [{ field: 'address', fault }]
      if (state === 'in-use' || stateReason !== null) return faults
      return [...faults, { field: 'stateReason', fault: 'reason-missing' }]
    }
    case 'licence': {
      const { from, until } = entry.body
      const isBackwards = from !== null && until !== null && until < from
      return isBackwards ? [{ field: 'until', fault: 'ends-before' }] : []
    }
    case 'project': {
      const { fundingVnd, securityVnd } = entry.body
      return securityVnd > fundingVnd ? [{ field: 'securityVnd', fault: 'more-than-whole' }] : []
    }
    case 'incident': {
      const { occurredOn, reportedOn } = entry.body
      const isBackwards = reportedOn !== null && reportedOn < occurredOn
      return isBackwards ? [{ field: 'reportedOn', fault: 'ends-before' }] : []
    }
    default:
      return []
  }
}
