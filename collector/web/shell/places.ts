import {
  IconChecklist,
  IconClipboardList,
  IconDeviceDesktop,
  IconGauge,
  IconReport,
  IconSettings,
  IconSitemap,
  IconTargetArrow,
  type IconProps,
} from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { PlainKey } from '#i18n/translator.ts'
import type { RouteName } from '#protocol/routes.ts'

/** What a screen of the console shows, and which route it cannot do without. */
type ScreenOf<To extends string> = {
  readonly to: To
  readonly text: PlainKey
  readonly needs: RouteName
  /** It can show a past day; the others show how things stand now. */
  readonly showsPast: boolean
}

/** One of the places of the navigation, with the screens that belong to it. */
type PlaceOf<To extends string> = {
  readonly id: string
  readonly text: PlainKey
  readonly icon: ComponentType<IconProps>
  /** Pressed after `g` it leads there. */
  readonly key: string
  readonly screens: readonly ScreenOf<To>[]
}

const now = { showsPast: false } as const
const past = { showsPast: true } as const

/** The places of the console, each with its screens; the first screen of a place stands for it. */
export const places = [
  {
    id: 'overview',
    text: 'nav.overview',
    icon: IconGauge,
    key: 'o',
    screens: [{ to: '/', text: 'nav.overview', needs: 'overview', ...past }],
  },
  {
    id: 'indicators',
    text: 'nav.indicators',
    icon: IconTargetArrow,
    key: 'i',
    screens: [{ to: '/indicators', text: 'nav.indicators', needs: 'overview', ...past }],
  },
  {
    id: 'organisations',
    text: 'nav.organisations',
    icon: IconSitemap,
    key: 'a',
    screens: [
      { to: '/organisations', text: 'nav.tree', needs: 'organisations', ...past },
      { to: '/organisations/roles', text: 'roles.title', needs: 'roles', ...now },
    ],
  },
  {
    id: 'hosts',
    text: 'nav.hosts',
    icon: IconDeviceDesktop,
    key: 'h',
    screens: [
      { to: '/hosts', text: 'nav.hosts', needs: 'hosts', ...past },
      { to: '/install', text: 'install.title', needs: 'install', ...now },
    ],
  },
  {
    id: 'work',
    text: 'nav.work',
    icon: IconChecklist,
    key: 'w',
    screens: [{ to: '/todo', text: 'nav.work', needs: 'work', ...past }],
  },
  {
    id: 'register',
    text: 'nav.register.whole',
    icon: IconClipboardList,
    key: 'r',
    screens: [
      { to: '/register', text: 'register.place.summary', needs: 'registerSummary', ...past },
      {
        to: '/register/entries',
        text: 'register.place.entries',
        needs: 'registerEntries',
        ...past,
      },
      { to: '/register/devices', text: 'register.place.devices', needs: 'devices', ...now },
      {
        to: '/register/device-checks',
        text: 'device-check.title',
        needs: 'deviceChecks',
        ...now,
      },
      {
        to: '/register/machines',
        text: 'register.place.machines',
        needs: 'registerMachines',
        ...past,
      },
      { to: '/register/neighbours', text: 'neighbours.title', needs: 'neighbours', ...now },
      { to: '/register/matches', text: 'register.place.matches', needs: 'matches', ...now },
      { to: '/register/imports', text: 'register.place.imports', needs: 'imports', ...now },
    ],
  },
  {
    id: 'reports',
    text: 'nav.reports.whole',
    icon: IconReport,
    key: 'b',
    screens: [
      { to: '/reports', text: 'nav.reports', needs: 'reports', ...now },
      { to: '/obligations', text: 'nav.duties', needs: 'obligations', ...now },
      { to: '/monday', text: 'nav.monday', needs: 'mondayHead', ...now },
      { to: '/snapshots', text: 'nav.snapshots', needs: 'snapshots', ...past },
      { to: '/trend', text: 'nav.trend', needs: 'trend', ...past },
      { to: '/hand-checks', text: 'nav.hand-checks', needs: 'handChecks', ...now },
    ],
  },
  {
    id: 'administration',
    text: 'nav.administration',
    icon: IconSettings,
    key: 'q',
    screens: [
      { to: '/plans', text: 'nav.plans', needs: 'planVersions', ...now },
      { to: '/settings', text: 'nav.settings', needs: 'judgeSettings', ...now },
      { to: '/catalogues', text: 'nav.catalogues', needs: 'catalogues', ...now },
      { to: '/agents', text: 'nav.agents', needs: 'agentCosts', ...now },
      { to: '/administration/people', text: 'people.title', needs: 'people', ...now },
      {
        to: '/administration/api-tokens',
        text: 'api-tokens.title',
        needs: 'apiTokens',
        ...now,
      },
      { to: '/administration/audit', text: 'nav.audit', needs: 'audit', ...now },
      { to: '/administration/retention', text: 'nav.retention', needs: 'retention', ...now },
      { to: '/administration/releases', text: 'releases.title', needs: 'releases', ...now },
      { to: '/administration/health', text: 'nav.system', needs: 'systemHealth', ...now },
    ],
  },
] as const satisfies readonly PlaceOf<string>[]

export type Place = PlaceOf<(typeof places)[number]['screens'][number]['to']>
export type Screen = Place['screens'][number]

/** An indicator is reached through its plan and belongs to the indicators all the same. */
const indicatorPath = /^\/plans\/[^/]+\/indicator\/?$/

/** Where an address belongs: its place, and the screen that it is or stands under. */
export function whereIs(path: string): { place: Place; screen: Screen } | null {
  const address = indicatorPath.test(path) ? '/indicators' : path
  const found = (places as readonly Place[])
    .flatMap((place) => place.screens.map((screen) => ({ place, screen })))
    .filter(({ screen: { to } }) => isUnder(address, to))
  return found.toSorted((left, right) => right.screen.to.length - left.screen.to.length)[0] ?? null
}

function isUnder(path: string, to: string): boolean {
  return path === to || (to !== '/' && path.startsWith(`${to}/`))
}

/** The places of somebody who may call only some routes; a place without a screen is none. */
export function placesFor(may: (name: RouteName) => boolean): Place[] {
  return (places as readonly Place[]).flatMap((place) => {
    const screens = place.screens.filter(({ needs }) => may(needs))
    return screens.length === 0 ? [] : [{ ...place, screens }]
  })
}
