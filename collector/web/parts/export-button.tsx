import { Button, Menu, Text } from '@mantine/core'
import { IconDownload, IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { fileFormats } from '#protocol/export-routes.ts'
import type { RouteName } from '#protocol/routes.ts'
import { addressOf } from '../api.ts'
import { routes } from '../contract.ts'
import { download } from '../download.ts'
import { useSpeech } from '../language.tsx'
import { useMay } from '../permission.ts'
import { useFailureText } from './failure.tsx'

const icons = { csv: IconFileTypeCsv, xlsx: IconFileSpreadsheet } as const

type Props = {
  /** The route of the file. */
  route: Extract<RouteName, `export${string}`>
  /** What the table on the screen was asked with; paging is left to the file. */
  query?: Readonly<Record<string, unknown>>
  params?: Readonly<Record<string, string>>
  /** Ids of the columns that are shown, in their order; without it, all. */
  columns?: readonly string[]
}

/** Takes the table away as a file: its query, its order, its columns, all pages. */
export function ExportButton({ route, query = {}, params = {}, columns }: Props) {
  const { t, language } = useSpeech()
  const may = useMay()
  const textOf = useFailureText()
  const fetching = useMutation({
    mutationFn: (format: (typeof fileFormats)[number]) => {
      const { page: _page, pageSize: _pageSize, ...filters } = query
      const asked = { ...filters, format, language, columns: columns?.join(',') }
      return download(addressOf(routes[route], { params, query: asked }), `khien.${format}`)
    },
  })
  if (!may(route)) return null
  return (
    <div className="no-print">
      <Menu position="bottom-end" withinPortal width={280}>
        <Menu.Target>
          <Button
            size="xs"
            variant="default"
            loading={fetching.isPending}
            leftSection={<IconDownload size={15} />}
          >
            {t('export.button')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('export.what')}</Menu.Label>
          {fileFormats.map((format) => {
            const Icon = icons[format]
            return (
              <Menu.Item
                key={format}
                leftSection={<Icon size={16} aria-hidden />}
                onClick={() => fetching.mutate(format)}
              >
                {t(`export.${format}`)}
              </Menu.Item>
            )
          })}
        </Menu.Dropdown>
      </Menu>
      {fetching.isError && (
        <Text role="alert" size="xs" c="var(--mantine-color-error)" maw={280}>
          {t('export.failed')}: {textOf(fetching.error)}
        </Text>
      )}
    </div>
  )
}
