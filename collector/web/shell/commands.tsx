import { Button, Kbd, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useSpeech } from '../language.tsx'
import { ShortcutsHelp } from './shortcuts-help.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import styles from './commands.module.css'

const Palette = lazy(async () => ({ default: (await import('./palette/palette.tsx')).Palette }))

/** The way to find anything by its name, and the shortcuts; the palette is loaded when it is first asked for. */
export function Commands() {
  const { t } = useSpeech()
  const [isHelpOpen, help] = useDisclosure(false)
  const [isPaletteOpen, palette] = useDisclosure(false)
  const [wasAsked, setWasAsked] = useState(false)
  const openPalette = () => {
    setWasAsked(true)
    palette.open()
  }
  useShortcuts({ openPalette, openHelp: help.open })
  return (
    <>
      <Button
        size="xs"
        variant="default"
        className={styles['button'] ?? ''}
        leftSection={<IconSearch size={16} stroke={1.8} aria-hidden />}
        rightSection={
          <Kbd size="xs" className={styles['key'] ?? ''} aria-hidden>
            Ctrl K
          </Kbd>
        }
        aria-keyshortcuts="Control+K"
        onClick={openPalette}
      >
        <span className={styles['words']} aria-hidden>
          {t('palette.find')}
        </span>
        <VisuallyHidden>{t('palette.open')}</VisuallyHidden>
      </Button>
      {wasAsked && (
        <Suspense fallback={null}>
          <Palette isOpen={isPaletteOpen} onClose={palette.close} />
        </Suspense>
      )}
      <ShortcutsHelp isOpen={isHelpOpen} onClose={help.close} />
    </>
  )
}
