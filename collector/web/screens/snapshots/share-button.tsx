import { Button, Text } from '@mantine/core'
import { IconShieldShare } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { addressOf } from '../../api.ts'
import { routes } from '../../contract.ts'
import { download } from '../../download.ts'
import { useSpeech } from '../../language.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { Hint } from '../../parts/hint.tsx'
import { useMay } from '../../permission.ts'

/** The signed state of protection of a period, as it is given upward: without personal data, and written down. */
export function ShareButton({ period, planId }: { period: string; planId: string }) {
  const { t } = useSpeech()
  const may = useMay()
  const textOf = useFailureText()
  const fetching = useMutation({
    mutationFn: () => {
      const asked = { params: { period }, query: { plan: planId } }
      return download(addressOf(routes.share, asked), `khien-${period}.json`)
    },
  })
  if (!may('share')) return null
  return (
    <>
      <Hint label={t('snapshot.share.why')} width={300}>
        <Button
          size="xs"
          variant="default"
          loading={fetching.isPending}
          leftSection={<IconShieldShare size={15} />}
          onClick={() => fetching.mutate()}
        >
          {t('snapshot.share')}
        </Button>
      </Hint>
      {fetching.isError && (
        <Text role="alert" size="xs" c="var(--mantine-color-error)" maw={280}>
          {textOf(fetching.error)}
        </Text>
      )}
    </>
  )
}
