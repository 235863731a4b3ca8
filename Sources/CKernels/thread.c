#include "tk_thread.h"

_Thread_local tk_thread_state tk_thread_local;
