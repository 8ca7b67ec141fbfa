import { Menu, Text, type MenuProps } from '@mantine/core'
import { IconFileSpreadsheet, IconFileTypeCsv } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import type { Ref } from 'react'
import type { RouteName } from '#protocol/routes.ts'
import { addressOf } from '../api.ts'
import { fileFormats, routes } from '../contract.ts'
import { download } from '../download.ts'
import { useSpeech } from '../language.tsx'
import { useMay } from '../permission.ts'
import { ExportOpener } from './export-opener.tsx'
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
export function ExportButton(props: Props) {
  return <ExportMenu {...props} button={null} menu={{}} />
}

type MenuParts = {
  readonly button: Ref<HTMLButtonElement>
  readonly menu: Pick<MenuProps, 'opened' | 'onChange'>
}

/** The same, for whoever holds the button or decides when the menu is open. */
export function ExportMenu({ button, menu, ...props }: Props & MenuParts) {
  const { route, query = {}, params = {}, columns } = props
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
      <Menu {...menu} position="bottom-end" withinPortal width={280}>
        <Menu.Target>
          <ExportOpener ref={button} loading={fetching.isPending} />
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
