/* Folders that nobody but Windows and administrators may change, and files that a power cut leaves whole. */
#include "service.h"

#include <sddl.h>
#include <string.h>
#include <wchar.h>

#define KEEPERS L"O:SYG:SYD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)"

/* Also where the folder is there already: a service of SYSTEM starts what lies in it. */
void keep_folder(const WCHAR *path) {
    SECURITY_ATTRIBUTES rights = {sizeof rights, NULL, FALSE};
    if (!ConvertStringSecurityDescriptorToSecurityDescriptorW(KEEPERS, SDDL_REVISION_1,
            &rights.lpSecurityDescriptor, NULL)) {
        return;
    }
    if (!CreateDirectoryW(path, &rights) && GetLastError() == ERROR_ALREADY_EXISTS) {
        SetFileSecurityW(path, DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION,
            rights.lpSecurityDescriptor);
    }
    LocalFree(rights.lpSecurityDescriptor);
}

/* Written beside, on the disk, and renamed: a power cut leaves the old text or the new one. */
BOOL write_whole(const WCHAR *path, const char *text) {
    WCHAR draft[LONGEST_PATH + 8];
    if (wcslen(path) >= LONGEST_PATH) return FALSE;
    wcscpy(draft, path);
    wcscat(draft, L".tmp");
    HANDLE file = CreateFileW(draft, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE) return FALSE;
    DWORD written, length = (DWORD)strlen(text);
    BOOL done = WriteFile(file, text, length, &written, NULL) && written == length && FlushFileBuffers(file);
    CloseHandle(file);
    return done && MoveFileExW(draft, path, MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
}
