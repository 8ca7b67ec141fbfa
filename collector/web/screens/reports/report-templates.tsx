import { Button, FileButton, Group, Select, Text, TextInput } from '@mantine/core'
import { IconDownload, IconUpload } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '#protocol/refusals.ts'
import {
  reportKinds,
  templateLimits,
  type ReportKind,
  type ReportTemplateView,
} from '#protocol/reports.ts'
import { addressOf } from '../../api.ts'
import { useApi } from '../../client.ts'
import { routes } from '../../contract.ts'
import { useSpeech } from '../../language.tsx'
import { Card } from '../../parts/card.tsx'
import { Confirm } from '../../parts/confirm.tsx'
import { ExportButton } from '../../parts/export-button.tsx'
import { LoadFailure, useFailureText } from '../../parts/failure.tsx'
import { RowsTable } from '../../parts/rows-table.tsx'
import { templatesQuery } from './report-queries.ts'
import styles from './reports.module.css'

/** Templates that clerks edit in Word. */
export function ReportTemplates({ mayKeep }: { mayKeep: boolean }) {
  const { t } = useSpeech()
  const templates = useQuery(templatesQuery(useApi()))
  const rows = templates.data?.templates ?? []
  return (
    <Card
      title={t('report.templates')}
      aside={
        <Group gap="sm">
          <Button
            component="a"
            size="xs"
            variant="default"
            leftSection={<IconDownload size={14} aria-hidden />}
            href={addressOf(routes.standardReportTemplate, {})}
            download
          >
            {t('report.templates.standard')}
          </Button>
          <ExportButton route="exportReportTemplates" />
        </Group>
      }
    >
      <p className={styles['hint']}>{t('report.templates.lead')}</p>
      {mayKeep && <Upload />}
      {templates.isError && (
        <LoadFailure error={templates.error} onRetry={() => void templates.refetch()} />
      )}
      {templates.isSuccess && rows.length === 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          {t('report.templates.none')}
        </Text>
      )}
      {rows.length > 0 && <Rows rows={rows} mayKeep={mayKeep} />}
    </Card>
  )
}

function Upload() {
  const { t } = useSpeech()
  const api = useApi()
  const textOf = useFailureText()
  const queryClient = useQueryClient()
  const [kind, setKind] = useState<ReportKind>('agency-quarter')
  const [name, setName] = useState('')
  const upload = useMutation({
    mutationFn: (file: File) => {
      const { bytesMax } = templateLimits
      // Said before a large file has crossed the network.
      if (file.size > bytesMax)
        throw new Refusal('TEMPLATE_TOO_LARGE', { bytes: file.size, bytesMax })
      return api.upload('uploadReportTemplate', { query: { kind, name: name.trim() } }, file)
    },
    onSuccess: async () => {
      setName('')
      await queryClient.invalidateQueries({ queryKey: templatesQuery(api).queryKey })
    },
  })
  return (
    <>
      <div className={styles['form']}>
        <Select
          size="xs"
          label={t('report.kind')}
          allowDeselect={false}
          data={reportKinds.map((value) => ({ value, label: t(`report.kind.${value}`) }))}
          value={kind}
          onChange={(value) => setKind(reportKinds.find((one) => one === value) ?? kind)}
        />
        <TextInput
          size="xs"
          label={t('report.templates.name')}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FileButton onChange={(file) => file && upload.mutate(file)} accept=".docx">
          {(button) => (
            <Button
              {...button}
              mt={22}
              size="xs"
              loading={upload.isPending}
              disabled={name.trim() === ''}
              leftSection={<IconUpload size={14} aria-hidden />}
            >
              {t('report.templates.upload')}
            </Button>
          )}
        </FileButton>
      </div>
      {upload.isError && (
        <Text role="alert" size="sm" c="var(--mantine-color-error)" mt="xs">
          {textOf(upload.error)}
        </Text>
      )}
    </>
  )
}

function Rows(props: { rows: readonly ReportTemplateView[]; mayKeep: boolean }) {
  const { t, time } = useSpeech()
  const [asked, setAsked] = useState<ReportTemplateView | null>(null)
  const heads = [t('report.templates.name'), t('report.kind'), t('report.made'), t('report.files')]
  return (
    <>
      <RowsTable name={t('report.templates')} heads={heads} size="narrow">
        {props.rows.map((template) => (
          <tr key={template.id}>
            <th scope="row">{template.name}</th>
            <td>{t(`report.kind.${template.kind}`)}</td>
            <td>
              {time(template.createdMs)}
              <small>{template.createdBy}</small>
            </td>
            <td>
              <div className={styles['files']}>
                <Button
                  component="a"
                  size="compact-xs"
                  variant="default"
                  href={addressOf(routes.reportTemplateFile, { params: { id: template.id } })}
                  download
                >
                  {t('report.download.docx')}
                </Button>
                {template.withdrawnMs !== null &&
                  t('report.templates.withdrawn', { time: time(template.withdrawnMs) })}
                {props.mayKeep && template.withdrawnMs === null && (
                  <Button size="compact-xs" variant="subtle" onClick={() => setAsked(template)}>
                    {t('report.templates.withdraw')}
                  </Button>
                )}
              </div>
            </td>
          </tr>
        ))}
      </RowsTable>
      {asked && <Withdraw template={asked} onClose={() => setAsked(null)} />}
    </>
  )
}

function Withdraw({ template, onClose }: { template: ReportTemplateView; onClose: () => void }) {
  const { t } = useSpeech()
  const api = useApi()
  const queryClient = useQueryClient()
  const withdraw = useMutation({
    mutationFn: () => api.call('withdrawReportTemplate', { params: { id: template.id } }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: templatesQuery(api).queryKey })
      onClose()
    },
  })
  return (
    <Confirm
      title={t('report.templates.withdraw.title', { name: template.name })}
      action={t('report.templates.withdraw')}
      isBusy={withdraw.isPending}
      error={withdraw.error}
      onConfirm={() => withdraw.mutate()}
      onClose={onClose}
    >
      <Text size="sm">{t('report.templates.withdraw.what')}</Text>
    </Confirm>
  )
}
