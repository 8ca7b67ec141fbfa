import { brief } from '../text.ts'

/** What makers leave in a field that nobody filled. */
const placeholders: readonly RegExp[] = [
  /^(to be filled by )?o\.?e\.?m\.?$/i,
  /^((system|chassis|base board) )?serial number$/i,
  /^system (manufacturer|product name)$/i,
  /^not (specified|applicable|available|settable)$/i,
  /^(default string|\(?none\)?|n\/a|invalid|unknown|(no )?asset tag)$/i,
  /^(0?123456789|0+|x+|\.+)$/i,
]

/** A name or number of SMBIOS as a fact; null: nobody filled the field. */
export function labelOf(text: string): string | null {
  const label = brief(text, 120)
  return label === '' || placeholders.some((each) => each.test(label)) ? null : label
}
