import { countedState, type AgencyState, type FrozenHost } from '#domain/frozen.ts'
import type { ReportMachine } from '#domain/report-rows.ts'
import { insideOf, type Scope } from './frozen.ts'
import { shippedNames } from './licences.ts'

/** Every machine of the population, with how it counts in each control: the rows behind every count of machines. */
export function machinesOf(scope: Scope): ReportMachine[] {
  return insideOf(scope).flatMap((agency) => [
    ...agency.part.hosts.filter(({ isCounted }) => isCounted).map((host) => ofHost(agency, host)),
    ...agency.part.machines.map((machine) => ({
      agencyName: agency.name,
      host: machine.name ?? machine.code,
      class: machine.class,
      room: machine.room,
      isEnrolled: false,
      states: {},
      products: null,
    })),
  ])
}

function ofHost({ name, part }: AgencyState, host: FrozenHost): ReportMachine {
  return {
    agencyName: name,
    host: host.name,
    class: host.class,
    room: host.machine?.room ?? null,
    isEnrolled: true,
    states: Object.fromEntries(
      part.controls.map((control) => [control, countedState(part.controls, host, control)]),
    ),
    products: host.products === undefined ? null : host.products.map(shippedNames.nameOf),
  }
}
