#ifndef KHIEN_SERVICE_H
#define KHIEN_SERVICE_H

#include <windows.h>

#define SERVICE_NAME L"khien-agent"
#define LONGEST_PATH 1024

/* Folders, as the installer made them. Nothing is taken from the environment or the working folder. */
typedef struct {
    WCHAR program[LONGEST_PATH];  /* khien-agent.exe, beside this program */
    WCHAR data[LONGEST_PATH];     /* %ProgramData%\Khien */
    WCHAR versions[LONGEST_PATH]; /* below it: what came by update, by its number */
} Places;

typedef struct {
    WCHAR program[LONGEST_PATH];
    BOOL is_trial; /* Its start is counted, and it is ended after a while. */
} Choice;

BOOL find_places(Places *places);

/* disk.c */
void keep_folder(const WCHAR *path);
BOOL write_whole(const WCHAR *path, const char *text);

/* versions.c */
void choose_version(const Places *places, Choice *choice);

/* joining.c */
BOOL is_marked_without_agent(void);
void lay_down_join(const Places *places);

/* recovery.c */
void set_recovery(void);

/* log.c */
void open_log(const Places *places);
void write_log(const char *bytes, DWORD count);
void say(const char *what, DWORD number);

/* child.c */
DWORD keep_agent_running(const Places *places, HANDLE stopping);

#endif
