import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useSpeech } from '../language.tsx'

/** Prints the screen, or saves it as PDF, with the means of the browser. */
export function PrintButton({ label }: { label?: string }) {
  const { t } = useSpeech()
  return (
    <Button
      size="sm"
      variant="default"
      className="no-print"
      style={{ flexShrink: 0 }}
      leftSection={<IconPrinter size={16} stroke={1.7} aria-hidden />}
      onClick={() => window.print()}
    >
      {label ?? t('print')}
    </Button>
  )
}
