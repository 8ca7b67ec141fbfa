/* The agent as a child: started, watched, started again, stopped. */
#include "service.h"

#include <wchar.h>

#define FIRST_PAUSE_MS 1000
#define LONGEST_PAUSE_MS 64000
/* Who ran this long was well: what ends it next begins again at the first pause. */
#define WELL_AFTER_MS 120000
#define GRACE_MS 10000
/* How the agent asks for another version to be started in its place, which is no failure. */
#define SWAP_ASKED 75
/* So long has a version on trial, so that one that hangs is counted too. The agent itself gives up earlier. */
#define TRIAL_MS (20 * 60 * 1000)

typedef struct {
    PROCESS_INFORMATION process;
    HANDLE input;  /* Closing it is how the agent is told to stop. */
    HANDLE reader; /* Copies what it prints to the log. */
} Child;

/* All that the agent starts ends with this program, however it ends itself. */
static HANDLE open_job(void) {
    HANDLE job = CreateJobObjectW(NULL, NULL);
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {0};
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    return job;
}

/* Closes its pipe itself: Windows makes whoever closes a pipe wait for the one who reads it. */
static DWORD WINAPI copy_to_log(void *output) {
    char bytes[4096];
    DWORD count;
    while (ReadFile((HANDLE)output, bytes, sizeof bytes, &count, NULL) && count > 0) write_log(bytes, count);
    CloseHandle((HANDLE)output);
    return 0;
}

/* A pipe of which the child gets one end and no other of our handles. */
static BOOL open_pipe(HANDLE *reading, HANDLE *writing, BOOL child_reads) {
    SECURITY_ATTRIBUTES inherited = {sizeof inherited, NULL, TRUE};
    if (!CreatePipe(reading, writing, &inherited, 0)) return FALSE;
    return SetHandleInformation(child_reads ? *writing : *reading, HANDLE_FLAG_INHERIT, 0);
}

static BOOL launch(const Places *places, const WCHAR *program, HANDLE job, STARTUPINFOW *startup,
    PROCESS_INFORMATION *process) {
    WCHAR command[LONGEST_PATH + 64];
    wcscpy(command, L"\"");
    wcscat(command, program);
    wcscat(command, L"\" run --until-input-ends");
    /* Suspended until it is in the job: nothing it starts can escape. No console, so no window ever. */
    DWORD flags = CREATE_NO_WINDOW | CREATE_SUSPENDED;
    if (!CreateProcessW(program, command, NULL, NULL, TRUE, flags, NULL, places->data, startup, process)) {
        return FALSE;
    }
    AssignProcessToJobObject(job, process->hProcess);
    ResumeThread(process->hThread);
    CloseHandle(process->hThread);
    return TRUE;
}

static BOOL start_program(const Places *places, const WCHAR *program, HANDLE job, Child *child) {
    HANDLE input, output, printed;
    if (!open_pipe(&input, &child->input, TRUE)) return FALSE;
    if (!open_pipe(&printed, &output, FALSE)) {
        CloseHandle(input);
        CloseHandle(child->input);
        return FALSE;
    }
    STARTUPINFOW startup = {0};
    startup.cb = sizeof startup;
    startup.dwFlags = STARTF_USESTDHANDLES;
    startup.hStdInput = input;
    startup.hStdOutput = output;
    startup.hStdError = output;
    BOOL started = launch(places, program, job, &startup, &child->process);
    DWORD why = GetLastError();
    CloseHandle(input);
    CloseHandle(output);
    if (started) {
        child->reader = CreateThread(NULL, 0, copy_to_log, printed, 0, NULL);
        if (child->reader == NULL) CloseHandle(printed);
        return TRUE;
    }
    CloseHandle(child->input);
    CloseHandle(printed);
    SetLastError(why);
    return FALSE;
}

/* A version that Windows does not run is as good as none, and the agent that does run says so. */
static BOOL start_agent(const Places *places, const Choice *choice, HANDLE job, Child *child) {
    if (start_program(places, choice->program, job, child)) return TRUE;
    if (choice->is_trial) return FALSE;
    return start_program(places, places->program, job, child);
}

/* Asks the agent to stop, and ends it when it does not obey. */
static void stop_agent(Child *child) {
    CloseHandle(child->input);
    child->input = NULL;
    if (WaitForSingleObject(child->process.hProcess, GRACE_MS) == WAIT_TIMEOUT) {
        say("the agent did not stop in ten seconds and was ended", 0);
        TerminateProcess(child->process.hProcess, 1);
        WaitForSingleObject(child->process.hProcess, GRACE_MS);
    }
}

/* Waits for the end of the agent, until a stop is asked for or the time of a trial is over. */
static void wait_for_end(Child *child, HANDLE stopping, BOOL is_trial) {
    HANDLE either[] = {stopping, child->process.hProcess};
    DWORD ended = WaitForMultipleObjects(2, either, FALSE, is_trial ? TRIAL_MS : INFINITE);
    if (ended == WAIT_TIMEOUT) say("the time of a version on trial is over", 0);
    if (ended != WAIT_OBJECT_0 + 1) stop_agent(child);
}

static void let_go(HANDLE job, Child *child) {
    if (child->input != NULL) CloseHandle(child->input);
    /* What the agent left behind ends with it: it would hold the pipe and the files of a version. */
    TerminateJobObject(job, 1);
    if (child->reader != NULL) {
        WaitForSingleObject(child->reader, 1000);
        CloseHandle(child->reader);
    }
    CloseHandle(child->process.hProcess);
}

/* Where its data lies is told to the agent as it was found, whatever the environment of services says. */
static void tell_places(const Places *places) {
    WCHAR path[LONGEST_PATH + 8];
    wcscpy(path, places->data);
    wcscat(path, L"\\agent");
    /* From here on what lies there is started by SYSTEM. */
    keep_folder(path);
    keep_folder(places->versions);
    SetEnvironmentVariableW(L"KHIEN_AGENT_DATA_DIR", path);
    wcscpy(path, places->data);
    wcscat(path, L"\\join");
    SetEnvironmentVariableW(L"KHIEN_JOIN_FILE", path);
    /* It may ask to be swapped by ending: this program then looks again which version to start. */
    SetEnvironmentVariableW(L"KHIEN_LAUNCHED", L"1");
}

DWORD keep_agent_running(const Places *places, HANDLE stopping) {
    tell_places(places);
    HANDLE job = open_job();
    DWORD pause_ms = FIRST_PAUSE_MS;
    while (WaitForSingleObject(stopping, 0) == WAIT_TIMEOUT) {
        Child child = {0};
        Choice choice;
        DWORD exit_code = 0;
        choose_version(places, &choice);
        ULONGLONG started_ms = GetTickCount64();
        if (start_agent(places, &choice, job, &child)) {
            wait_for_end(&child, stopping, choice.is_trial);
            GetExitCodeProcess(child.process.hProcess, &exit_code);
            say("the agent ended with exit code", exit_code);
            let_go(job, &child);
        } else {
            say("the agent could not be started, error", GetLastError());
        }
        BOOL is_well = exit_code == SWAP_ASKED || GetTickCount64() - started_ms > WELL_AFTER_MS;
        if (is_well) pause_ms = FIRST_PAUSE_MS;
        if (WaitForSingleObject(stopping, pause_ms) != WAIT_TIMEOUT) break;
        pause_ms = pause_ms * 2 > LONGEST_PAUSE_MS ? LONGEST_PAUSE_MS : pause_ms * 2;
        /* A join string that arrived meanwhile, by a repair or another installation. */
        lay_down_join(places);
    }
    CloseHandle(job);
    return NO_ERROR;
}
