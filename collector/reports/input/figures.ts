import { figureOf } from '#domain/metrics/metric.ts'
import { plans, type Plan } from '#domain/plan.ts'
import type { DeclaredFigure } from '#domain/report-rows.ts'
import type { ReportInput } from '#domain/report-input.ts'
import type { Scope } from './frozen.ts'

/** Under which names the seeds' plans let it be declared. */
const figures = {
  onDefault: 'devices-on-default-configuration',
  reviewed: 'devices-reviewed',
  signing: ['digital-signing', 'digitally-signed-documents'],
} as const

/** Devices with an Internet connection, and digital signatures, as agencies declare them. */
export function declaredFiguresOf(scope: Scope): Pick<ReportInput, 'devices' | 'signing'> {
  const inside = scope.measured.filter(({ exclusion }) => exclusion === null)
  const summed = (name: string) => summedFigure(inside.map((agency) => figureOf(agency, name)))
  return {
    devices: { onDefault: summed(figures.onDefault), reviewed: summed(figures.reviewed) },
    signing: figures.signing.flatMap((name) => {
      const figure = summed(name)
      return figure === null ? [] : [{ name: figureName(scope.plan, name), figure }]
    }),
  }
}

type Said = { readonly numerator: number; readonly denominator: number | null } | null

/** Null: nobody has declared it. */
function summedFigure(all: readonly Said[]): DeclaredFigure | null {
  const said = all.filter((one) => one !== null)
  if (said.length === 0) return null
  const isWhole = said.every(({ denominator }) => denominator !== null)
  return {
    numerator: said.reduce((sum, { numerator }) => sum + numerator, 0),
    denominator: isWhole ? said.reduce((sum, one) => sum + (one.denominator ?? 0), 0) : null,
    agencies: said.length,
  }
}

/** What a figure is called: the name of the indicator that is made of it, with its year where it has one. */
export function figureName(plan: Plan, figure: string): string {
  const [, base = figure, year] = /^(.*?)(?:\.(\d{4}))?$/.exec(figure) ?? []
  const indicator = [plan, ...plans]
    .flatMap(({ indicators }) => indicators)
    .find((one) => (one.figure ?? one.metric) === base)
  const name = indicator?.name.vi ?? base
  return year === undefined ? name : `${name} (${year})`
}
