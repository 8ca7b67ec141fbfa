import { deviceCheckRoutes } from './device-check-routes.ts'
import { deviceRoutes } from './device-routes.ts'
import { asFile, fileQuery } from './export-routes.ts'
import { neighbourRoutes } from './neighbour-routes.ts'

const unpaged = { page: true, pageSize: true } as const

/** The lists of devices, and of what is seen of them on networks, as files. Spread into `listExportRoutes`. */
export const deviceExportRoutes = {
  exportDevices: {
    ...asFile,
    path: '/api/devices/export',
    access: deviceRoutes.devices.access,
    summary: 'The list of devices as a file, worst first.',
    query: deviceRoutes.devices.query.omit(unpaged).extend(fileQuery),
  },
  exportNeighbours: {
    ...asFile,
    path: '/api/register/neighbours/export',
    access: neighbourRoutes.neighbours.access,
    summary: 'Devices seen on declared LANs as a file, those that nobody declared first.',
    query: neighbourRoutes.neighbours.query.omit(unpaged).extend(fileQuery),
  },
  exportDeviceChecks: {
    ...asFile,
    path: '/api/device-checks/export',
    access: deviceCheckRoutes.deviceChecks.access,
    summary: 'Authorisations of checks of devices as a file, the newest first.',
    query: deviceCheckRoutes.deviceChecks.query.omit(unpaged).extend(fileQuery),
  },
  exportDeviceCheckResults: {
    ...asFile,
    path: '/api/device-checks/results/export',
    access: deviceCheckRoutes.deviceCheckResults.access,
    summary: 'What came of checks of devices as a file, the newest first.',
    query: deviceCheckRoutes.deviceCheckResults.query.omit(unpaged).extend(fileQuery),
  },
} as const
