import { Button, FileButton, Group, Text } from '@mantine/core'
import { IconDownload, IconFileImport } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import type { DeviceCheckView } from '#protocol/device-check-views.ts'
import { useApi } from '../../client.ts'
import { handOver } from '../../download.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { ChangedMeanwhile } from '../../parts/changed-meanwhile.tsx'
import { useFailureText } from '../../parts/failure.tsx'
import { useMay } from '../../permission.ts'
import { checkSwitchQuery } from './device-check-queries.ts'
import { useCheckChange } from './use-check-change.ts'

/** For administrators: takes the agreed text away to be signed, and hands in what was signed. */
export function SigningCard({ check }: { check: DeviceCheckView }) {
  const { t } = useSpeech()
  const mayUpload = useMay()('uploadDeviceCheck')
  return (
    <Card title={t('device-check.sign.title')}>
      <Text size="sm" mb={12}>
        {t(mayUpload ? 'device-check.sign.lead' : 'device-check.sign.reader')}
      </Text>
      {mayUpload && <Acts check={check} />}
    </Card>
  )
}

function Acts({ check }: { check: DeviceCheckView }) {
  const { t } = useSpeech()
  const api = useApi()
  const failureText = useFailureText()
  const keys = useQuery(checkSwitchQuery(api)).data?.keys
  const taking = useMutation({
    mutationFn: () => api.call('deviceCheckText', { params: { id: check.id } }),
    onSuccess: ({ fileName, text }) => handOver(new Blob([text]), fileName),
  })
  const { write, newer, failure } = useCheckChange<File>(
    check,
    async (calls, file, { id, revision }) =>
      calls.call('uploadDeviceCheck', {
        params: { id },
        body: { file: await file.text(), expectedRevision: revision },
      }),
  )
  const wrong = failure ?? taking.error
  return (
    <>
      <Group gap="xs">
        <Button
          size="sm"
          loading={taking.isPending}
          leftSection={<IconDownload size={16} stroke={1.8} aria-hidden />}
          onClick={() => taking.mutate()}
        >
          {t('device-check.sign.download')}
        </Button>
        <FileButton onChange={(file) => file && write.mutate(file)} disabled={keys === 0}>
          {(props) => (
            <Button
              {...props}
              size="sm"
              variant="default"
              disabled={keys === 0}
              loading={write.isPending}
              leftSection={<IconFileImport size={16} stroke={1.8} aria-hidden />}
            >
              {t('device-check.sign.upload')}
            </Button>
          )}
        </FileButton>
      </Group>
      {keys === 0 && (
        <Text size="sm" mt={8}>
          {t('device-check.sign.no-keys')}
        </Text>
      )}
      <ChangedMeanwhile error={write.error}>
        {newer && t(`device-check.state.${newer.state}`)}
      </ChangedMeanwhile>
      {wrong && (
        <Text role="alert" size="sm" mt={8} c="var(--mantine-color-error)">
          {failureText(wrong)}
        </Text>
      )}
    </>
  )
}
