import type { EntryKind } from './register.ts'

/**
 * The columns of a file that is imported, per kind, in the order in which a template has them: the agency and the
 * fields of the body. Their names on paper stand in the catalogue of texts as `import.column.<kind>.<field>`.
 */
export const importFields = {
  staff: ['agency', 'officials', 'publicEmployees'],
  'machine-count': ['agency', 'class', 'count'],
  machine: [
    'agency',
    'code',
    'class',
    'name',
    'serial',
    'assetTag',
    'macs',
    'room',
    'state',
    'stateReason',
    'carriesNoAgent',
  ],
  lan: ['agency', 'name', 'place', 'hasBroadband', 'hasFirewall', 'firewallProduct', 'networks'],
  device: [
    'agency',
    'code',
    'kind',
    'vendor',
    'model',
    'address',
    'mac',
    'place',
    'owner',
    'state',
    'stateReason',
  ],
  'it-officer': ['agency', 'isAssigned', 'isTrained', 'people'],
  licence: ['agency', 'productName', 'productId', 'seats', 'from', 'until', 'priceVnd'],
  'information-system': [
    'agency',
    'code',
    'name',
    'owner',
    'operator',
    'level',
    'status',
    'approvalDecision',
    'regulation',
    'expectedApproval',
    'measures',
    'expectedMeasures',
    'check',
    'classification',
    'hosts',
    'products',
  ],
  project: [
    'agency',
    'name',
    'year',
    'fundingVnd',
    'securityVnd',
    'hasSecurityComponent',
    'exemption',
  ],
  training: ['agency', 'on', 'subject', 'people'],
  incident: ['agency', 'occurredOn', 'subject', 'isResolved', 'reportedOn'],
  figure: ['agency', 'metric', 'numerator', 'denominator'],
} as const satisfies Record<EntryKind, readonly string[]>

export type ImportField<Kind extends EntryKind> = (typeof importFields)[Kind][number]
/** `machine.code` and its like. */
export type ImportColumnKey = { [Kind in EntryKind]: `${Kind}.${ImportField<Kind>}` }[EntryKind]
