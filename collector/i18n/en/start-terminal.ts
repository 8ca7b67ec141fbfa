import type { startTerminal as source } from '../vi/start-terminal.ts'

export const startTerminal = {
  'start.buildingWeb':
    'Building the web pages (the first time, and when their source has changed)…',
  'start.webNotBuilt': 'The web pages could not be built.',
  'start.enrolling': 'Enrolling this computer in “{agency}”…',
  'start.notEnrolled': 'This computer could not be enrolled.',
  'start.ready': 'Khiên is running at {address}',
  'start.signIn':
    'Sign in as “admin”. The password was printed at the first start, or is the KHIEN_ADMIN_PASSWORD of that start.',
  'start.certificate':
    'The browser will warn about the certificate: this collector issued it itself. See docs/operating/install.md.',
  'start.howToStop': 'Press Ctrl+C to stop.',
  'start.stopping': 'Stopping…',
  'start.stopped': 'Stopped.',
  'start.collectorEnded': 'The collector has ended ({how}), so everything is being stopped.',
  'start.agentEnded': 'The agent has ended ({how}), so everything is being stopped.',
} satisfies Record<keyof typeof source, string>
