/** What decides the release of a Windows. */
export type WindowsMarks = {
  readonly build: number
  readonly isServer: boolean
  /** `22H2`; null on releases before 20H2. */
  readonly displayVersion: string | null
  /** `1809`; stands still at 2009 from 20H2 on. */
  readonly releaseId: string | null
}

/**
 * Builds of the client. Source: Microsoft, "Windows 10 release information", "Windows 11 release
 * information". Not checked on real machines.
 */
const clientReleases: ReadonlyMap<number, string> = new Map([
  [10240, '10-1507'],
  [10586, '10-1511'],
  [14393, '10-1607'],
  [15063, '10-1703'],
  [16299, '10-1709'],
  [17134, '10-1803'],
  [17763, '10-1809'],
  [18362, '10-1903'],
  [18363, '10-1909'],
  [19041, '10-2004'],
  [19042, '10-20h2'],
  [19043, '10-21h1'],
  [19044, '10-21h2'],
  [19045, '10-22h2'],
  [22000, '11-21h2'],
  [22621, '11-22h2'],
  [22631, '11-23h2'],
  [26100, '11-24h2'],
  [26200, '11-25h2'],
])
const oldClients: ReadonlyMap<number, string> = new Map([
  [7600, '7'],
  [7601, '7'],
  [9200, '8'],
  [9600, '8.1'],
])

/** Builds of the server. Source: Microsoft, "Windows Server release information". */
const serverReleases: ReadonlyMap<number, string> = new Map([
  [7600, '2008-r2'],
  [7601, '2008-r2'],
  [9200, '2012'],
  [9600, '2012-r2'],
  [14393, '2016'],
  [17763, '2019'],
  [20348, '2022'],
  [26100, '2025'],
])

/**
 * The release as the catalogue of support dates calls it, e.g. `10-22h2`, `11-24h2`, `8.1`, `2019`.
 * The build decides. A build that is not known takes the name that Windows gives itself, and
 * without one its own number, which no catalogue has.
 */
export function releaseOf({ build, isServer, displayVersion, releaseId }: WindowsMarks): string {
  const known = isServer
    ? serverReleases.get(build)
    : (clientReleases.get(build) ?? oldClients.get(build))
  if (known !== undefined) return known
  const display = /^\d\dH\d$/i.test(displayVersion ?? '') ? displayVersion : null
  const named = display ?? (/^\d{4}$/.test(releaseId ?? '') ? releaseId : null)
  const release = named?.toLowerCase() ?? String(build)
  return isServer || build < firstOfTen ? release : `${generationOf(build)}-${release}`
}

/** 10 or 11. The name in the registry says "Windows 10" on both; the build tells them apart. */
function generationOf(build: number): 10 | 11 {
  return build >= firstOfEleven ? 11 : 10
}

const firstOfTen = 10_240
const firstOfEleven = 22_000

/**
 * The name that a person knows. Windows 11 still calls itself "Windows 10 Pro" in ProductName.
 * Source: Microsoft's own release list against the registry of Windows 11, as many programs found.
 */
export function fullNameOf(productName: string | null, marks: WindowsMarks): string {
  const isEleven = !marks.isServer && marks.build >= firstOfEleven
  const name = productName ?? (marks.isServer ? 'Windows Server' : 'Windows')
  const right = isEleven ? name.replace(/\bWindows 10\b/, 'Windows 11') : name
  const release = marks.isServer ? null : releaseOf(marks).split('-')[1]
  return release ? `${right} ${release.toUpperCase()}` : right
}

/** `10.0` of today's Windows, `6.1` to `6.3` of those before. Source: winver.h, `_WIN32_WINNT`. */
export function kernelOf(build: number): string {
  if (build >= firstOfTen) return '10.0'
  if (build >= 9600) return '6.3'
  if (build >= 9200) return '6.2'
  return build >= 7600 ? '6.1' : '6.0'
}
