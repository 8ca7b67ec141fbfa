import { AppShell, Burger, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { SessionView } from '#protocol/views.ts'
import { useSpeech } from '../language.tsx'
import { CardBoundary } from '../parts/failure.tsx'
import { Allowed } from './allowed.tsx'
import { Banners } from './banners.tsx'
import { Brand } from './brand.tsx'
import { Commands } from './commands.tsx'
import { DayChooser } from './day-chooser.tsx'
import { useLateParts } from './late-parts.ts'
import { LiveBadge } from './live-badge.tsx'
import { Navigation } from './navigation.tsx'
import { ScreenTabs } from './screen-tabs.tsx'
import { LanguageSwitch, SchemeSwitch } from './switches.tsx'
import { UserMenu } from './user-menu.tsx'
import styles from './frame.module.css'

type User = NonNullable<SessionView['user']>

/** Header, navigation and banners around every screen. */
export function Frame({ user, children }: { user: User; children: ReactNode }) {
  const { t } = useSpeech()
  const [isOpen, menu] = useDisclosure(false)
  const isKiosk = useSearch({ from: '__root__' }).kiosk !== undefined
  useLateParts()
  if (isKiosk) {
    return (
      <WallScreen>
        <Allowed user={user}>{children}</Allowed>
      </WallScreen>
    )
  }
  return (
    <>
      <a href="#main" className="skip-link">
        {t('shell.skip')}
      </a>
      <AppShell
        header={{ height: 52 }}
        navbar={{ width: 208, breakpoint: 'md', collapsed: { mobile: !isOpen } }}
        padding={0}
      >
        <AppShell.Header className={styles['header']}>
          <Group gap={10} wrap="nowrap" miw={0}>
            <Burger
              opened={isOpen}
              onClick={menu.toggle}
              hiddenFrom="md"
              size="sm"
              aria-label={t(isOpen ? 'shell.menu.close' : 'shell.menu.open')}
              aria-expanded={isOpen}
            />
            <Brand />
          </Group>
          <Group gap={8} wrap="nowrap">
            <Commands />
            <DayChooser />
            <LiveBadge />
            <LanguageSwitch className={styles['wide'] ?? ''} />
            <SchemeSwitch />
            <UserMenu user={user} />
          </Group>
        </AppShell.Header>
        <AppShell.Navbar className={styles['navbar']} aria-label={t('nav.label')}>
          <Navigation onNavigate={menu.close} />
          <LanguageSwitch className={styles['narrow'] ?? ''} />
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1} className={styles['main']}>
          <CardBoundary>
            <Banners />
          </CardBoundary>
          <ScreenTabs />
          <div className={styles['screen']}>
            <CardBoundary>
              <Allowed user={user}>{children}</Allowed>
            </CardBoundary>
          </div>
        </AppShell.Main>
      </AppShell>
    </>
  )
}

/** For a screen on a wall: whose figures these are, and how fresh; nothing to press. */
function WallScreen({ children }: { children: ReactNode }) {
  return (
    <>
      <header className={styles['wall']}>
        <Brand />
        <LiveBadge />
      </header>
      <main id="main" tabIndex={-1} className={styles['main']}>
        <CardBoundary>
          <Banners />
        </CardBoundary>
        <div className={styles['screen']}>
          <CardBoundary>{children}</CardBoundary>
        </div>
      </main>
    </>
  )
}
