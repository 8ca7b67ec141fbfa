/*
 * Which version of the agent is started: the one that the pointer names, and the installed one wherever something about
 * the pointer is not as it should be. It decides nothing else and never deletes: versions come, prove themselves and go
 * back in the agent. The pointer is one line, `<version> <trial|proved> <starts> <previous or ->`; see
 * docs/decisions/0036-self-update.md and launch.sh, which does the same on Linux.
 */
#include "service.h"

#include <stdio.h>
#include <string.h>
#include <wchar.h>

#define STARTS_MAX 3
#define POINTER_BYTES_MAX 120
#define WORD_LENGTH_MAX 20
#define DIGITS_MAX 5

typedef struct {
    char version[WORD_LENGTH_MAX], state[WORD_LENGTH_MAX], starts[WORD_LENGTH_MAX], previous[WORD_LENGTH_MAX];
} Pointer;

/* Three numbers and two points, so that no name leads out of the folder. */
static BOOL is_version(const char *name) {
    int numbers = 0;
    for (;;) {
        size_t digits = strspn(name, "0123456789");
        if (digits == 0 || digits > DIGITS_MAX) return FALSE;
        numbers += 1;
        name += digits;
        if (numbers == 3) return *name == '\0';
        if (*name != '.') return FALSE;
        name += 1;
    }
}

/* What is a link leads elsewhere, and is none of ours. */
static BOOL is_plain(const WCHAR *path, BOOL is_folder) {
    DWORD found = GetFileAttributesW(path);
    if (found == INVALID_FILE_ATTRIBUTES || (found & FILE_ATTRIBUTE_REPARSE_POINT) != 0) return FALSE;
    return ((found & FILE_ATTRIBUTE_DIRECTORY) != 0) == is_folder;
}

/* The program of a version; the installed one where there is no such version. */
static void program_of(const Places *places, const char *version, WCHAR *program) {
    wcscpy(program, places->program);
    if (!is_version(version)) return;
    WCHAR path[LONGEST_PATH];
    if (_snwprintf(path, LONGEST_PATH, L"%ls\\%hs", places->versions, version) < 0) return;
    if (!is_plain(places->versions, TRUE) || !is_plain(path, TRUE)) return;
    if (wcslen(path) >= LONGEST_PATH - 20) return;
    wcscat(path, L"\\khien-agent.exe");
    if (is_plain(path, FALSE)) wcscpy(program, path);
}

static void pointer_path(const Places *places, WCHAR *path) {
    wcscpy(path, places->versions);
    wcscat(path, L"\\current");
}

static BOOL read_pointer(const Places *places, Pointer *pointer) {
    WCHAR path[LONGEST_PATH + 16];
    char text[POINTER_BYTES_MAX + 1], rest[2];
    DWORD length = 0;
    pointer_path(places, path);
    if (!is_plain(path, FALSE)) return FALSE;
    HANDLE file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    if (file == INVALID_HANDLE_VALUE) return FALSE;
    BOOL done = ReadFile(file, text, POINTER_BYTES_MAX, &length, NULL);
    CloseHandle(file);
    if (!done) return FALSE;
    text[length] = '\0';
    int words = sscanf(text, "%19s %19s %19s %19s %1s", pointer->version, pointer->state, pointer->starts,
        pointer->previous, rest);
    return words == 4 && is_version(pointer->version) &&
        (strcmp(pointer->previous, "-") == 0 || is_version(pointer->previous));
}

/* A start that cannot be written down is not one of the new version. */
static BOOL count_start(const Places *places, const Pointer *pointer) {
    WCHAR path[LONGEST_PATH + 16];
    char text[POINTER_BYTES_MAX];
    int starts = pointer->starts[0] - '0';
    if (strlen(pointer->starts) != 1 || starts < 0 || starts >= STARTS_MAX) return FALSE;
    snprintf(text, sizeof text, "%s trial %d %s\n", pointer->version, starts + 1, pointer->previous);
    pointer_path(places, path);
    return write_whole(path, text);
}

void choose_version(const Places *places, Choice *choice) {
    Pointer pointer;
    choice->is_trial = FALSE;
    wcscpy(choice->program, places->program);
    if (!read_pointer(places, &pointer)) return;
    if (strcmp(pointer.state, "proved") == 0) {
        program_of(places, pointer.version, choice->program);
        return;
    }
    if (strcmp(pointer.state, "trial") != 0) return;
    choice->is_trial = count_start(places, &pointer);
    program_of(places, choice->is_trial ? pointer.version : pointer.previous, choice->program);
}
