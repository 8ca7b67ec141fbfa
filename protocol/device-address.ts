import { isNetwork, isWithinNetworks, privateRanges } from './networks.ts'

/** With link-local addresses of IPv6: what a device of an agency's own network may have. */
const privateNetworks = [...privateRanges, 'fe80::/10']

/**
 * Why a text is not the address of one device in a private network; null: it is one.
 * A name is refused because what it points at may change, a range because it names no device.
 */
export function faultOfAddress(
  text: string,
): 'address-name' | 'address-range' | 'address-public' | null {
  if (isRange(text)) return 'address-range'
  // `::ffff:10.0.0.1` is a second spelling of an address of IPv4, and a zone is one machine's own number.
  if (!isNetwork(text) || /^::ffff:\d|%/i.test(text)) return 'address-name'
  return isWithinNetworks(text, privateNetworks) ? null : 'address-public'
}

function isRange(text: string): boolean {
  if (/[/*]/.test(text)) return true
  const [first = '', second = ''] = text.split(/\s*[-–,;\s]\s*/)
  return isNetwork(first) && (isNetwork(second) || /^\d{1,3}$/.test(second))
}
