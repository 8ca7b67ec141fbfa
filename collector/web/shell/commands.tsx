import { Button, Kbd, VisuallyHidden } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useSpeech } from '../language.tsx'
import { useShortcuts } from './use-shortcuts.ts'
import styles from './commands.module.css'

const Palette = lazy(async () => ({ default: (await import('./palette/palette.tsx')).Palette }))
const ShortcutsHelp = lazy(async () => ({
  default: (await import('./shortcuts-help.tsx')).ShortcutsHelp,
}))

/** The way to find anything by its name, and the shortcuts; both are loaded when they are first asked for. */
export function Commands() {
  const { t } = useSpeech()
  const [isHelpOpen, help] = useDisclosure(false)
  const [isPaletteOpen, palette] = useDisclosure(false)
  const [wasAsked, setWasAsked] = useState(false)
  const [wasHelpAsked, setWasHelpAsked] = useState(false)
  const openPalette = () => {
    setWasAsked(true)
    palette.open()
  }
  const openHelp = () => {
    setWasHelpAsked(true)
    help.open()
  }
  useShortcuts({ openPalette, openHelp })
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
      {wasHelpAsked && (
        <Suspense fallback={null}>
          <ShortcutsHelp isOpen={isHelpOpen} onClose={help.close} />
        </Suspense>
      )}
    </>
  )
}
