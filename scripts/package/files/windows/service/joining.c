/*
 * The installer can write the registry and no text file, and the agent takes its join string from a file that it
 * removes at the first welcome. So the string moves from the one to the other, and the registry keeps no token.
 */
#include "service.h"

#include <string.h>
#include <wchar.h>

#define OWN_KEY L"SOFTWARE\\Khien\\Agent"
#define JOIN_LENGTH_MAX 1024

static BOOL is_set(const WCHAR *key) {
    DWORD value = 0, size = sizeof value;
    LSTATUS found = RegGetValueW(HKEY_LOCAL_MACHINE, key, L"NoAgent", RRF_RT_REG_DWORD, NULL, &value, &size);
    return found == ERROR_SUCCESS && value != 0;
}

BOOL is_marked_without_agent(void) {
    return is_set(L"SOFTWARE\\Khien") || is_set(L"SOFTWARE\\Policies\\Khien");
}

void lay_down_join(const Places *places) {
    WCHAR wide[JOIN_LENGTH_MAX];
    DWORD size = sizeof wide;
    if (RegGetValueW(HKEY_LOCAL_MACHINE, OWN_KEY, L"Join", RRF_RT_REG_SZ, NULL, wide, &size) != ERROR_SUCCESS) return;
    /* Anything else is the room that the installer of no agency keeps free, or an empty property. */
    if (wcsncmp(wide, L"khien1.", 7) == 0) {
        char text[JOIN_LENGTH_MAX] = "";
        WCHAR path[LONGEST_PATH + 8];
        wcscpy(path, places->data);
        wcscat(path, L"\\join");
        if (WideCharToMultiByte(CP_UTF8, 0, wide, -1, text, sizeof text, NULL, NULL) == 0 ||
            !write_whole(path, text)) {
            say("the join string could not be written, error", GetLastError());
            return;
        }
    }
    RegDeleteKeyValueW(HKEY_LOCAL_MACHINE, OWN_KEY, L"Join");
}
