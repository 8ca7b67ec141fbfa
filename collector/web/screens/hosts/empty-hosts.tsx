import { IconDeviceDesktopPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useSpeech } from '../../language.tsx'
import { FilteredOut } from '../../parts/filtered-out.tsx'
import { Notice } from '../../parts/notice.tsx'
import { useMay } from '../../permission.ts'
import type { HostsSearch } from '../../search.ts'
import { EnrolFirst } from './enrol-first.tsx'
import { isFiltered } from './filters.ts'

/** Why the list is empty, and the one next thing to do. */
export function EmptyHosts({ search, onClear }: { search: HostsSearch; onClear: () => void }) {
  const { t } = useSpeech()
  const may = useMay()
  if (isFiltered(search)) {
    return (
      <FilteredOut title={t('hosts.filtered-out')} onClear={onClear}>
        {t('hosts.filtered-out.why')}
      </FilteredOut>
    )
  }
  return (
    <Notice icon={IconDeviceDesktopPlus} title={t('hosts.none')} action={<EnrolFirst />}>
      {t('hosts.none.why')} {may('install') && <Link to="/install">{t('hosts.none.install')}</Link>}
    </Notice>
  )
}
