import { Button } from '@mantine/core'
import { IconDeviceDesktopPlus, IconFilterOff } from '@tabler/icons-react'
import { useSpeech } from '../../language.tsx'
import { Notice } from '../../parts/notice.tsx'
import type { HostsSearch } from '../../search.ts'
import { EnrolFirst } from './enrol-first.tsx'
import { isFiltered } from './filters.ts'

/** Why the list is empty, and the one next thing to do. */
export function EmptyHosts({ search, onClear }: { search: HostsSearch; onClear: () => void }) {
  const { t } = useSpeech()
  if (isFiltered(search)) {
    return (
      <Notice
        icon={IconFilterOff}
        title={t('hosts.filtered-out')}
        action={
          <Button size="xs" variant="default" onClick={onClear}>
            {t('filter.clear')}
          </Button>
        }
      >
        {t('hosts.filtered-out.why')}
      </Notice>
    )
  }
  return (
    <Notice icon={IconDeviceDesktopPlus} title={t('hosts.none')} action={<EnrolFirst />}>
      {t('hosts.none.why')}
    </Notice>
  )
}
