/* A log of two files of half a megabyte each: what the agent prints, and what became of it. */
#include "service.h"

#include <stdio.h>
#include <wchar.h>

#define HALF_BYTES_MAX (512 * 1024)

static CRITICAL_SECTION one_writer;
static WCHAR path[LONGEST_PATH + 16], older[LONGEST_PATH + 16];
static HANDLE file = INVALID_HANDLE_VALUE;
static DWORD held_bytes;

static void open_file(void) {
    file = CreateFileW(path, FILE_APPEND_DATA, FILE_SHARE_READ | FILE_SHARE_DELETE, NULL, OPEN_ALWAYS,
        FILE_ATTRIBUTE_NORMAL, NULL);
    held_bytes = file == INVALID_HANDLE_VALUE ? 0 : GetFileSize(file, NULL);
}

void write_log(const char *bytes, DWORD count) {
    DWORD written;
    EnterCriticalSection(&one_writer);
    if (held_bytes + count > HALF_BYTES_MAX) {
        if (file != INVALID_HANDLE_VALUE) CloseHandle(file);
        MoveFileExW(path, older, MOVEFILE_REPLACE_EXISTING);
        open_file();
    }
    /* A full disk costs lines of the log and nothing else. */
    if (file != INVALID_HANDLE_VALUE && held_bytes + count <= HALF_BYTES_MAX &&
        WriteFile(file, bytes, count, &written, NULL)) {
        held_bytes += written;
    }
    LeaveCriticalSection(&one_writer);
}

void open_log(const Places *places) {
    InitializeCriticalSection(&one_writer);
    wcscpy(path, places->data);
    wcscat(path, L"\\service.log");
    wcscpy(older, places->data);
    wcscat(older, L"\\service.old");
    open_file();
}

/* In the form of the agent's own lines, so that one reader reads both. */
void say(const char *what, DWORD number) {
    char line[300];
    SYSTEMTIME now;
    GetSystemTime(&now);
    int length = snprintf(line, sizeof line,
        "{\"time\":\"%04d-%02d-%02dT%02d:%02d:%02dZ\",\"name\":\"khien-service\",\"msg\":\"%s %lu\"}\n", now.wYear,
        now.wMonth, now.wDay, now.wHour, now.wMinute, now.wSecond, what, number);
    if (length > 0 && (size_t)length < sizeof line) write_log(line, (DWORD)length);
}
