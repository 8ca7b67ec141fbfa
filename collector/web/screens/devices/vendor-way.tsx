import { Text } from '@mantine/core'
import { useSpeech } from '../../language.tsx'

const vendors = [
  ['hikvision', /hikvision/i],
  ['dahua', /dahua|kbvision/i],
  ['mikrotik', /mikrotik/i],
  ['tp-link', /tp[- ]?link/i],
] as const

/** Where on a device of this maker its password is changed; nothing of a maker that has no words here. */
export function VendorWay({ vendor }: { vendor: string | null }) {
  const { t } = useSpeech()
  const known = vendors.find(([, names]) => vendor !== null && names.test(vendor))
  if (!known) return null
  return (
    <Text size="sm" mb={8}>
      <strong>{t('devices.vendor')}:</strong> {t(`devices.vendor.${known[0]}`)}
    </Text>
  )
}
