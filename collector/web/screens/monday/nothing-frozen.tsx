import { IconSnowflake } from '@tabler/icons-react'
import { useSpeech } from '../../language.tsx'
import { Notice } from '../../parts/notice.tsx'
import { useMay } from '../../permission.ts'
import { TakeNow } from './take-now.tsx'

/** Stands in the place of a sheet before the first figures are frozen. */
export function NothingFrozen() {
  const { t } = useSpeech()
  const may = useMay()
  return (
    <Notice icon={IconSnowflake} level={1} title={t('monday.nothing')} action={<TakeNow />}>
      {t('monday.nothing.why')} {!may('takeSnapshot') && t('monday.nothing.wait')}
    </Notice>
  )
}
