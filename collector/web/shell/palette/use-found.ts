import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useApi } from '../../client.ts'
import { useSpeech } from '../../language.tsx'
import { useMay } from '../../permission.ts'
import { agenciesQuery, hostsQuery } from '../../queries.ts'
import { toHostQuery } from '../../search.ts'
import { placesFor } from '../places.ts'
import { isFoundIn } from '../../fold.ts'

export type Found = {
  readonly id: string
  readonly label: string
  readonly description?: string
  readonly go: () => void
}
export type FoundGroup = { readonly label: string; readonly found: readonly Found[] }

/** Of each kind so many are shown; more words find fewer. */
const foundMax = 7
/** Fewer letters find half of the province. */
const hostLettersMin = 2

type Asked = {
  /** As it is typed, for what is already here. */
  readonly text: string
  /** After a pause, for what the collector has to look up. */
  readonly query: string
}

/** What the palette finds, in groups; groups without a find are absent. */
export function useFound(asked: Asked): FoundGroup[] {
  const groups = [useScreens(asked.text), useAgencies(asked.text), useHosts(asked.query)]
  return groups.filter(({ found }) => found.length > 0)
}

function useScreens(text: string): FoundGroup {
  const { t } = useSpeech()
  const navigate = useNavigate()
  const screens = placesFor(useMay()).flatMap((place) =>
    place.screens.map((screen) => ({ screen, place })),
  )
  const found = screens.map(({ screen: { to, text: words }, place }) => ({
    id: to,
    label: t(words),
    ...(place.text === words ? {} : { description: t(place.text) }),
    go: () => void navigate({ to }),
  }))
  const wanted = found.filter(({ label, description = '' }) =>
    isFoundIn(`${label} ${description}`, text),
  )
  return { label: t('palette.screens'), found: text === '' ? wanted : wanted.slice(0, foundMax) }
}

function useAgencies(text: string): FoundGroup {
  const { t } = useSpeech()
  const may = useMay()
  const navigate = useNavigate()
  const agencies = useQuery({ ...agenciesQuery(useApi()), enabled: may('agencies') })
  const all = text === '' ? [] : (agencies.data?.agencies ?? [])
  const wanted = all.filter(({ name }) => isFoundIn(name, text)).slice(0, foundMax)
  const found = wanted.map(({ id, name }) => ({
    id: `agency ${id}`,
    label: name,
    go: () => void navigate({ to: '/organisations/$id', params: { id } }),
  }))
  return { label: t('nav.organisations'), found }
}

function useHosts(query: string): FoundGroup {
  const { t } = useSpeech()
  const may = useMay()
  const navigate = useNavigate()
  const { asOf } = useSearch({ from: '__root__' })
  const isAsked = query.length >= hostLettersMin && may('hosts')
  const asked = { ...toHostQuery({ q: query, asOf }), pageSize: foundMax }
  const hosts = useQuery({ ...hostsQuery(useApi(), asked), enabled: isAsked })
  const found = (isAsked ? (hosts.data?.hosts ?? []) : []).map(
    ({ id, hostname, agency, address }) => ({
      id,
      label: hostname,
      description: [agency.name, address].filter((part) => part !== null).join(' · '),
      go: () => void navigate({ to: '/hosts/$id', params: { id } }),
    }),
  )
  return { label: t('nav.hosts'), found }
}
