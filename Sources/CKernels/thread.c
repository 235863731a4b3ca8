#define _GNU_SOURCE
#include "tk_thread.h"

#include <sched.h>
#include <unistd.h>

_Thread_local tk_thread_state tk_thread_local;

int tk_processor_count(void) {
#if defined(__linux__)
  cpu_set_t processors;
  if (sched_getaffinity(0, sizeof processors, &processors) == 0) return CPU_COUNT(&processors);
#endif
  return (int)sysconf(_SC_NPROCESSORS_ONLN);
}
