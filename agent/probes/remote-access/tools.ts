/** Signs of one program by which somebody elsewhere sees and uses the screen. */
export type RemoteTool = {
  readonly id: string
  readonly name: string
  readonly windows: {
    /** Names of services, without regard to case. */
    readonly services: readonly string[]
    /** Names of programs as they run. */
    readonly processes: readonly string[]
    /** Beginnings of keys below Uninstall. */
    readonly uninstallKeys: readonly string[]
  }
  /** Null: it has no program for Linux that can be controlled. */
  readonly linux: {
    /** Files and folders, any one of which is enough. */
    readonly places: readonly string[]
    /** As /proc names programs: at most 15 characters count. */
    readonly processes: readonly string[]
  } | null
}

/**
 * The remote-control programs that are looked for, sorted by id.
 * Source: names that the makers' own installers give to services, programs and folders, as known to
 * the authors; none was verified on a real machine.
 */
export const remoteTools: readonly RemoteTool[] = [
  {
    id: 'anydesk',
    name: 'AnyDesk',
    windows: {
      services: ['AnyDesk'],
      processes: ['AnyDesk.exe'],
      uninstallKeys: ['AnyDesk'],
    },
    linux: { places: ['/usr/bin/anydesk', '/opt/anydesk'], processes: ['anydesk'] },
  },
  {
    id: 'chrome-remote-desktop',
    name: 'Chrome Remote Desktop',
    windows: {
      services: ['chromoting'],
      processes: ['remoting_host.exe'],
      uninstallKeys: [],
    },
    linux: {
      places: ['/opt/google/chrome-remote-desktop'],
      processes: ['chrome-remote-desktop-host'],
    },
  },
  {
    id: 'logmein',
    name: 'LogMeIn',
    windows: {
      services: ['LogMeIn', 'LMIGuardianSvc'],
      processes: ['LogMeIn.exe', 'LogMeInSystray.exe'],
      uninstallKeys: ['LogMeIn'],
    },
    linux: null,
  },
  {
    id: 'radmin',
    name: 'Radmin Server',
    windows: { services: ['RServer3'], processes: ['rserver3.exe'], uninstallKeys: ['Radmin'] },
    linux: null,
  },
  {
    id: 'realvnc',
    name: 'RealVNC Server',
    windows: {
      services: ['vncserver'],
      processes: ['vncserver.exe', 'vncserverui.exe'],
      uninstallKeys: ['RealVNC'],
    },
    linux: {
      places: ['/usr/bin/vncserver-x11', '/usr/bin/vncserver-x11-serviced'],
      processes: ['vncserver-x11', 'vncserver-x11-core'],
    },
  },
  {
    id: 'rustdesk',
    name: 'RustDesk',
    windows: { services: ['RustDesk'], processes: ['rustdesk.exe'], uninstallKeys: ['RustDesk'] },
    linux: {
      places: ['/usr/bin/rustdesk', '/usr/share/rustdesk', '/usr/lib/rustdesk'],
      processes: ['rustdesk'],
    },
  },
  {
    id: 'teamviewer',
    name: 'TeamViewer',
    windows: {
      services: ['TeamViewer', 'TeamViewer8', 'TeamViewer9'],
      processes: ['TeamViewer.exe', 'TeamViewer_Service.exe'],
      uninstallKeys: ['TeamViewer'],
    },
    linux: {
      places: ['/opt/teamviewer', '/usr/bin/teamviewer'],
      processes: ['teamviewerd', 'TeamViewer'],
    },
  },
  {
    id: 'tigervnc',
    name: 'TigerVNC Server',
    windows: {
      services: ['TigerVNC', 'winvnc4'],
      processes: ['winvnc4.exe'],
      uninstallKeys: ['TigerVNC'],
    },
    linux: {
      places: ['/usr/bin/Xtigervnc', '/usr/bin/x0tigervncserver', '/usr/bin/Xvnc'],
      processes: ['Xtigervnc', 'x0tigervncserver', 'Xvnc', 'x0vncserver'],
    },
  },
  {
    id: 'tightvnc',
    name: 'TightVNC Server',
    windows: {
      services: ['tvnserver'],
      processes: ['tvnserver.exe'],
      uninstallKeys: ['TightVNC'],
    },
    linux: { places: ['/usr/bin/Xtightvnc'], processes: ['Xtightvnc'] },
  },
  {
    id: 'todesk',
    name: 'ToDesk',
    windows: {
      services: ['ToDesk_Service'],
      processes: ['ToDesk.exe', 'ToDesk_Service.exe'],
      uninstallKeys: ['ToDesk'],
    },
    linux: {
      places: ['/opt/todesk'],
      processes: ['ToDesk', 'ToDesk_Service', 'ToDesk_Session'],
    },
  },
  {
    id: 'ultraviewer',
    name: 'UltraViewer',
    windows: {
      services: ['UltraViewService', 'UltraViewer'],
      processes: ['UltraViewer_Desktop.exe', 'UltraViewer_Service.exe'],
      uninstallKeys: ['UltraViewer'],
    },
    linux: null,
  },
  {
    id: 'ultravnc',
    name: 'UltraVNC Server',
    windows: {
      services: ['uvnc_service'],
      processes: ['winvnc.exe'],
      uninstallKeys: ['UltraVNC', 'Ultravnc2'],
    },
    linux: null,
  },
]
