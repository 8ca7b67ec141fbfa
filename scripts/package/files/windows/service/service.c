/*
 * The service of the agent. Windows speaks to services through a protocol that Node does not know, so this small
 * program speaks it: it starts khien-agent.exe, starts it again when it ends, and stops it in an orderly way.
 */
#include "service.h"

#include <wchar.h>

/* How long Windows is asked to wait for a stop: the agent's own two seconds, and ten before it is ended by force. */
#define STOP_HINT_MS 15000

static SERVICE_STATUS_HANDLE status_handle;
static HANDLE stopping;

static void report(DWORD state, DWORD exit_code) {
    SERVICE_STATUS status = {0};
    status.dwServiceType = SERVICE_WIN32_OWN_PROCESS;
    status.dwCurrentState = state;
    status.dwWin32ExitCode = exit_code;
    status.dwWaitHint = state == SERVICE_STOP_PENDING ? STOP_HINT_MS : 0;
    /* PRESHUTDOWN would hold up a shutdown; the agent loses nothing in the seconds that SHUTDOWN gives. */
    if (state == SERVICE_RUNNING) status.dwControlsAccepted = SERVICE_ACCEPT_STOP | SERVICE_ACCEPT_SHUTDOWN;
    SetServiceStatus(status_handle, &status);
}

static DWORD WINAPI on_control(DWORD control, DWORD type, void *data, void *context) {
    (void)type, (void)data, (void)context;
    switch (control) {
    case SERVICE_CONTROL_STOP:
    case SERVICE_CONTROL_SHUTDOWN:
        report(SERVICE_STOP_PENDING, NO_ERROR);
        SetEvent(stopping);
        return NO_ERROR;
    case SERVICE_CONTROL_INTERROGATE:
        return NO_ERROR;
    default:
        return ERROR_CALL_NOT_IMPLEMENTED;
    }
}

static void WINAPI serve(DWORD count, WCHAR **words) {
    (void)count, (void)words;
    Places places;
    status_handle = RegisterServiceCtrlHandlerExW(SERVICE_NAME, on_control, NULL);
    if (status_handle == NULL) return;
    stopping = CreateEventW(NULL, TRUE, FALSE, NULL);
    if (stopping == NULL || !find_places(&places)) {
        report(SERVICE_STOPPED, ERROR_PATH_NOT_FOUND);
        return;
    }
    /* Running from here on: an installation waits for it, and must not wait for a network or a collector. */
    report(SERVICE_RUNNING, NO_ERROR);
    keep_folder(places.data);
    open_log(&places);
    if (is_marked_without_agent()) {
        say("not started: the registry says that this computer carries no agent (NoAgent)", 0);
        report(SERVICE_STOPPED, NO_ERROR);
        return;
    }
    set_recovery();
    lay_down_join(&places);
    report(SERVICE_STOPPED, keep_agent_running(&places, stopping));
}

BOOL find_places(Places *places) {
    DWORD length = GetModuleFileNameW(NULL, places->program, LONGEST_PATH);
    if (length == 0 || length >= LONGEST_PATH - 16) return FALSE;
    WCHAR *name = wcsrchr(places->program, L'\\');
    if (name == NULL) return FALSE;
    wcscpy(name + 1, L"khien-agent.exe");
    /* Where Windows itself looks the folder up, so that no environment can send a service of SYSTEM elsewhere.
     * RRF_RT_REG_SZ takes a text with variables too, and fills them in. */
    WCHAR base[LONGEST_PATH];
    DWORD size = sizeof base;
    LSTATUS found = RegGetValueW(HKEY_LOCAL_MACHINE,
        L"SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList", L"ProgramData",
        RRF_RT_REG_SZ, NULL, base, &size);
    if (found != ERROR_SUCCESS || wcslen(base) > LONGEST_PATH - 40) return FALSE;
    wcscpy(places->data, base);
    wcscat(places->data, L"\\Khien");
    wcscpy(places->versions, places->data);
    wcscat(places->versions, L"\\agent\\versions");
    return TRUE;
}

int wmain(void) {
    WCHAR name[] = SERVICE_NAME;
    SERVICE_TABLE_ENTRYW table[] = {{name, serve}, {NULL, NULL}};
    /* Only the service control manager may start it: to anybody else it is nothing to talk to. */
    return StartServiceCtrlDispatcherW(table) ? 0 : 1;
}
