/*
 * What Windows does should this program itself fail. It sets this anew at every start, because the table of Windows
 * Installer for it is not written as documented by all its versions, and whoever changed it by hand gets it back.
 */
#include "service.h"

#define RESTART_AFTER_MS 60000
#define FORGET_AFTER_SECONDS 86400

void set_recovery(void) {
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
    SC_HANDLE service =
        manager == NULL ? NULL : OpenServiceW(manager, SERVICE_NAME, SERVICE_CHANGE_CONFIG | SERVICE_START);
    if (service == NULL) {
        say("recovery could not be set, error", GetLastError());
    } else {
        SC_ACTION restart = {SC_ACTION_RESTART, RESTART_AFTER_MS};
        SC_ACTION always[] = {restart, restart, restart};
        SERVICE_FAILURE_ACTIONSW actions = {FORGET_AFTER_SECONDS, NULL, NULL, 3, always};
        /* Also when it ends with an error instead of crashing. */
        SERVICE_FAILURE_ACTIONS_FLAG also_errors = {TRUE};
        /* After the programs that somebody waits for at the start of the computer. */
        SERVICE_DELAYED_AUTO_START_INFO delayed = {TRUE};
        BOOL done = ChangeServiceConfig2W(service, SERVICE_CONFIG_FAILURE_ACTIONS, &actions);
        done &= ChangeServiceConfig2W(service, SERVICE_CONFIG_FAILURE_ACTIONS_FLAG, &also_errors);
        done &= ChangeServiceConfig2W(service, SERVICE_CONFIG_DELAYED_AUTO_START_INFO, &delayed);
        if (!done) say("recovery was not set in full, error", GetLastError());
        CloseServiceHandle(service);
    }
    if (manager != NULL) CloseServiceHandle(manager);
}
