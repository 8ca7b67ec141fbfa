import type { MetricId } from '#protocol/plans.ts'
import {
  securityShareOfPlanBudget,
  securityShareOfPlanBudgetOverYears,
  securityShareOfProjects,
} from '../ten-percent.ts'
import { agenciesByFigure } from './agencies-by-figure.ts'
import { agenciesWithItOfficer } from './agencies-with-it-officer.ts'
import { agenciesWithLanAndBroadband } from './agencies-with-lan-and-broadband.ts'
import { computersPerOfficial } from './computers-per-official.ts'
import { declaredShare } from './declared-share.ts'
import { declaredSum } from './declared-sum.ts'
import { defaultConfigurations } from './default-configurations.ts'
import { domesticProductsInSystems } from './domestic-products-in-systems.ts'
import { lansWithFirewall } from './lans-with-firewall.ts'
import { machinesMeeting } from './machines-meeting-control.ts'
import type { Metric } from './metric.ts'
import { projectsWithSecurity } from './projects-with-security.ts'
import { trainingsHeld } from './trainings-held.ts'

/** Every metric by its id; one without code does not compile. */
export const metrics: { readonly [Id in MetricId]: Metric } = {
  'computers-per-official': computersPerOfficial,
  'agencies-with-lan-and-broadband': agenciesWithLanAndBroadband,
  'lans-with-firewall': lansWithFirewall,
  'computers-with-licensed-antivirus': machinesMeeting('antivirus-licensed'),
  'agencies-with-it-officer': agenciesWithItOfficer,
  'agencies-by-figure': agenciesByFigure,
  'declared-share': declaredShare,
  'declared-sum': declaredSum,
  'protected-machines': machinesMeeting('protected'),
  'default-configurations': defaultConfigurations,
  // When a device was first used is not in the register: two declared counts.
  'devices-reviewed': { ...declaredShare, unit: 'devices' },
  'projects-with-security': projectsWithSecurity,
  'trainings-held': trainingsHeld,
  'security-share-of-plan-budget': securityShareOfPlanBudget,
  'security-share-of-plan-budget-over-years': securityShareOfPlanBudgetOverYears,
  'security-share-of-projects': securityShareOfProjects,
  'domestic-products-in-systems': domesticProductsInSystems,
  'machines-patched': machinesMeeting('patched'),
  'machines-with-supported-system': machinesMeeting('os-supported'),
  'machines-with-firewall': machinesMeeting('firewall-on'),
  'machines-reporting': machinesMeeting('reporting'),
}
