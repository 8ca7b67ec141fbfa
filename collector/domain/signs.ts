/** By what a machine can be told from another, as the register or its hardware facts say it. */
export type Signs = {
  readonly serial: string | null
  readonly assetTag: string | null
  /** Of physical cards. */
  readonly macs: readonly string[]
  readonly name: string | null
}

export const signKinds = ['serial', 'asset-tag', 'mac', 'name'] as const
export type SignKind = (typeof signKinds)[number]

/** Comparable values of each sign; what tells nothing is left out. */
export type SignValues = Readonly<Record<SignKind, readonly string[]>>

/** Fewer characters than this are a number somebody typed, not one that a maker gave. */
const signLengthMin = 4

/**
 * What firmware says where the maker filled nothing in. Compared without case, spaces and punctuation.
 * Source: values of dmidecode and Win32_BIOS as published by fwupd, GLPI and OCS Inventory, which ignore them too.
 */
const placeholders: ReadonlySet<string> = new Set([
  'TOBEFILLEDBYOEM',
  'OEM',
  'DEFAULTSTRING',
  'SYSTEMSERIALNUMBER',
  'CHASSISSERIALNUMBER',
  'BASEBOARDSERIALNUMBER',
  'SERIALNUMBER',
  'NONE',
  'NULL',
  'NOTSPECIFIED',
  'NOTAPPLICABLE',
  'NOTAVAILABLE',
  'NOTPROVIDED',
  'NOTDEFINED',
  'NOTSET',
  'INVALID',
  'UNKNOWN',
  'EMPTY',
  'NOASSETTAG',
  'NOASSETINFORMATION',
  'ASSETTAG',
  'ASSETTAGNUMBER',
  'CHASSISASSETTAG',
  'DEFAULTASSETTAG',
  'SERNUM',
  'KHONG',
  'KHONGCO',
  'CHUACO',
])

/** The signs of a machine as they are compared. */
export function valuesOf({ serial, assetTag, macs, name }: Signs): SignValues {
  return {
    serial: present(numberOf(serial)),
    'asset-tag': present(numberOf(assetTag)),
    mac: [...new Set(macs.map((mac) => mac.toLowerCase()).filter(isOfOneCard))],
    name: present(nameOf(name)),
  }
}

const present = (value: string | null) => (value === null ? [] : [value])

/** A number as makers print it; null: it tells nothing. */
function numberOf(text: string | null): string | null {
  const plain = withoutMarks(text ?? '')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '')
  if (plain.length < signLengthMin || placeholders.has(plain)) return null
  if (new Set(plain).size === 1 || isCountedUp(plain)) return null
  return plain
}

/** 0123456789, 123456789, 12345678: what a clerk or a maker types to fill a field. */
const isCountedUp = (plain: string) => '01234567890123456789'.includes(plain)

/** Host names are told apart without case; a domain after the first dot does not matter. */
function nameOf(text: string | null): string | null {
  const first = withoutMarks(text ?? '')
    .trim()
    .toLowerCase()
    .split('.')[0]
  return first === undefined || first === '' || first === 'localhost' ? null : first
}

const plainText = /^[ -~]*$/

function withoutMarks(text: string): string {
  // Nearly all signs are plain, and taking marks away is most of what comparing them costs.
  if (plainText.test(text)) return text
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll(/[đĐ]/g, 'd')
}

/** False for no address and for an address of a group. */
function isOfOneCard(mac: string): boolean {
  const first = Number.parseInt(mac.slice(0, 2), 16)
  return mac !== '00:00:00:00:00:00' && (first & 1) === 0
}
