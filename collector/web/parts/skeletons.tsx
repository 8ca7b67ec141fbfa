import { Skeleton, Stack } from '@mantine/core'
import { useSpeech } from '../language.tsx'

/** The shape of a screen while its data is on the way. */
export function ScreenSkeleton() {
  return (
    <Busy>
      <Skeleton height={28} width="45%" />
      <Skeleton height={14} width="30%" />
      <Skeleton height={76} />
      <Skeleton height={180} />
      <Skeleton height={180} />
    </Busy>
  )
}

/** The shape of a table while its rows are on the way. */
export function RowsSkeleton({ rows }: { rows: number }) {
  return (
    <Busy>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} height={22} width={`${92 - ((row * 7) % 24)}%`} />
      ))}
    </Busy>
  )
}

function Busy({ children }: { children: React.ReactNode }) {
  const { t } = useSpeech()
  return (
    <Stack gap={14} p="md" role="status" aria-label={t('loading')}>
      {children}
    </Stack>
  )
}
