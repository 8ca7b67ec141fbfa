import { Button, type ButtonProps } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import type { ComponentProps } from 'react'
import { useSpeech } from '../language.tsx'

type Props = ButtonProps & Omit<ComponentProps<'button'>, keyof ButtonProps>

/** Opens the choice of the format in which a table is taken away. */
export function ExportOpener(props: Props) {
  const { t } = useSpeech()
  return (
    <Button
      size="xs"
      variant="default"
      aria-haspopup="menu"
      leftSection={<IconDownload size={15} />}
      {...props}
    >
      {t('export.button')}
    </Button>
  )
}
